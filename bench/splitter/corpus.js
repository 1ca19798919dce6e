// Varied, correct SQL of any size: the statements of the splitter's fixture corpus in random order, with fresh generated
// ones, rows and comments in between. The seed decides everything.
import { readFileSync } from 'node:fs';
import { split } from '@plumbline/engine/splitter';
import { numbers } from '../../packages/engine/test/splitter/random-numbers.js';
import { randomScript } from '../../packages/engine/test/splitter/random-script.js';

const fixtures = new URL('../../packages/engine/test/fixtures/splitter/corpus/', import.meta.url);

/** What people and pg_dump write every day: no splitter stumbles here. */
const EVERYDAY = ['dump.sql', 'migrations.sql', 'indexes-views.sql', 'tables.sql'];
/** Shares as in the SQL of applications: mostly schemas, rows and functions, now and then something odd. */
const SHARES = {
  'dump.sql': 20,
  'migrations.sql': 20,
  'migrations-crlf.sql': 5,
  'seeds.sql': 25,
  'tables.sql': 10,
  'indexes-views.sql': 8,
  'data.sql': 6,
  'functions.sql': 4,
  'literals.sql': 1,
  generated: 1,
};

/** Each statement of a fixture with the comments before it and its `;`. */
function piecesOf(file) {
  const sql = readFileSync(new URL(file, fixtures), 'utf8');
  return split(sql).map(({ fullStart, fullEnd, copyData }) => ({
    sql: sql.slice(fullStart, fullEnd),
    copies: copyData !== null,
  }));
}

/** What every splitter gets through, without what only psql understands. */
const isEveryday = ({ sql, copies }) => !copies && !/^\\|\be'/im.test(sql);
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of Latin-1 begins with them
const isNarrow = ({ sql }) => /^[\u0000-\u00ff]*$/.test(sql);

/**
 * @param {number} length how many characters at least
 * @param {number} seed
 * @param {'varied' | 'latin1' | 'odd' | 'everyday'} kind `varied`: in the shares above; `latin1`: the same without characters
 *   beyond U+00FF; `odd`: every statement of every fixture equally often, and one in twenty generated; `everyday`: see above
 */
export function corpus(length, seed, kind = 'varied') {
  const random = numbers(seed);
  const files = kind === 'everyday' ? EVERYDAY : Object.keys(SHARES).filter((file) => file !== 'generated');
  const usable = new Map(
    files.map((file) => [
      file,
      piecesOf(file).filter((piece) =>
        kind === 'everyday' ? isEveryday(piece) : kind !== 'latin1' || isNarrow(piece),
      ),
    ]),
  );
  const all = [...usable.values()].flat();
  const oneOf = (list) => list[Math.floor(random() * list.length)].sql;
  const pick = () => {
    if (kind === 'everyday') return oneOf(all);
    let share = random() * 100;
    if (kind === 'odd') return share < 5 ? generated(random) : oneOf(all);
    const [file] = Object.entries(SHARES).find(([, part]) => {
      share -= part;
      return share < 0;
    });
    return file === 'generated' ? generated(random, kind === 'latin1') : oneOf(usable.get(file));
  };
  const parts = [];
  let total = 0;
  for (let count = 0; total < length; count++) {
    let part = pick();
    if (count % 30 === 29) part = `\n\n-- Part ${count}: what follows is new; nothing depends on it.\n`;
    if (count % 400 === 399) part = rows(count, 40 + Math.floor(random() * 200));
    parts.push(part);
    total += part.length;
  }
  return parts.join('');
}

function generated(random, narrow = false) {
  const sql = randomScript(Math.floor(random() * 2 ** 31), { statements: 3 });
  return narrow && !isNarrow({ sql }) ? '\n' : `${sql}\n;\n`;
}

function rows(seed, count) {
  const values = Array.from(
    { length: count },
    (_, row) => `(${seed + row}, 'user ${row}', 'u${row}@example.com', '2024-01-01 00:00:00+00', NULL)`,
  );
  return `INSERT INTO app.people (id, name, email, created_at, note) VALUES\n  ${values.join(',\n  ')};\n`;
}
