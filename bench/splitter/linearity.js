// Inputs that bring careless splitters to their knees, each at one tenth of its size and whole.
import { split } from '@plumbline/engine/splitter';
import { timeOf } from '../measure.js';

const MEGA = 1_000_000;
const repeated = (text, length) => text.repeat(Math.round(length / text.length));
const counted = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('');

/** Name, and how to make it; `share` is 0.1 or 1. */
const INPUTS = {
  '50 MB dollar body': (share) => `do $b$${repeated("perform f(1); -- it's\n", 50 * MEGA * share)}$b$;`,
  '1M tiny statements': (share) => counted(MEGA * share, (index) => `select ${index % 10};`),
  '200k nested comments': (share) => `${'/*'.repeat(200_000 * share)}${'*/'.repeat(200_000 * share)}select 1`,
  '200k comment openers, open': (share) => `select 1 ${'/*'.repeat(200_000 * share)}`,
  '10 MB after an open $$': (share) => `select $$${repeated("a; 'b' $x$ ", 10 * MEGA * share)}`,
  '10 MB of $1$2$3': (share) => `select ${counted(Math.floor(1.5 * MEGA * share), (index) => `$${index % 100000}`)}`,
  '10 MB of a$b$c$': (share) => `select ${repeated('a$b$c$', 10 * MEGA * share)}`,
  '10 MB of doubled quotes': (share) => `select '${"''".repeat(5 * MEGA * share)}'`,
  '10 MB in one line': (share) =>
    `insert into t values ${repeated("(1, 'a;b', $$c$$, e'\\''), ", 10 * MEGA * share)}(2);`,
  '10 MB in one line, many statements': (share) => repeated("select 'é', 1; ", 10 * MEGA * share),
  '10,000 BEGIN ATOMIC functions': (share) =>
    counted(
      10_000 * share,
      (index) =>
        `create function f${index}() returns int language sql begin atomic select case when true then ${index} end; select 2; end;\n`,
    ),
  '10 MB of $tag$ pairs': (share) => counted(360_000 * share, (index) => `select $t${index}$ ; $t${index}$;\n`),
  '10 MB of $tag$ openers': (share) => `select ${counted(MEGA * share, (index) => `$t${index}$ `)}`,
  '5M open parentheses': (share) => `select ${'('.repeat(5 * MEGA * share)}`,
  '1M quoted names': (share) => `select ${counted(MEGA * share, (index) => `"a""${index % 1000}", `)}1;`,
  '1M line comments': (share) => counted(MEGA * share, () => "-- it's;\n"),
  '1M line comments, lone CR': (share) => counted(MEGA * share, () => "-- it's;\r"),
  '1M block comments in a statement': (share) => `select ${counted(MEGA * share, () => '/* ; */ -')}1;`,
  '10 MB of escapes': (share) => `select e'${repeated("\\\\\\'", 10 * MEGA * share)}';`,
  '300k COPY blocks': (share) => counted(300_000 * share, () => 'copy t from stdin;\n1\t;\n\\.\n'),
};

/** Both sizes in turns, and the least disturbed time of each: what else the machine does must not decide. */
const ROUNDS = 15;

/**
 * Rows of name, milliseconds for a tenth, milliseconds for the whole, ratio.
 * Ten scripts of a tenth are split one after the other, all results kept, so that caches and garbage collection weigh the same on both sides.
 */
export function linearity() {
  return Object.entries(INPUTS).map(([name, make]) => {
    const tenths = Array.from({ length: 10 }, () => flat(make(0.1)));
    const whole = flat(make(1));
    return { name, ...inTurns(tenths, whole) };
  });
}

/** The least disturbed time of each size, in turns, and their ratio. */
function inTurns(tenths, whole) {
  const times = { tenth: Number.POSITIVE_INFINITY, whole: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    times.tenth = Math.min(times.tenth, timeOf(() => tenths.map(attempt)) / 10);
    times.whole = Math.min(
      times.whole,
      timeOf(() => attempt(whole)),
    );
  }
  return { ...times, ratio: times.whole / times.tenth };
}

/** Strings that were put together become one piece when a character is asked for. */
function flat(sql) {
  sql.charCodeAt(0);
  return sql;
}

/** What is left open is refused, and that too must take linear time. Anything but a SplitError ends the run. */
function attempt(sql) {
  try {
    return split(sql);
  } catch (error) {
    if (error.name !== 'SplitError') throw error;
    return error.code;
  }
}
