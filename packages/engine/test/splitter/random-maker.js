// Literals, names, expressions, white space and comments by chance: what random-script.js makes statements of.
import { numbers } from './random-numbers.js';

const WORDS =
  'a b c t x y id name users orders e u n s end_date case_id the_end begin_at atomic_id copy_of ünï имя 表 a$b _x$y$ z1$$'.split(
    ' ',
  );
const TYPES = [
  'int',
  'text',
  'numeric(10, 2)',
  'timestamptz',
  'uuid',
  'int[]',
  'character varying(20)',
  'jsonb',
  'double precision',
];
const STUFF = [
  ';',
  "it''s",
  '--',
  '/*',
  '*/',
  '$$',
  '$a$',
  '"',
  '(',
  ')',
  '\\',
  '\\.',
  ' ',
  '\n',
  'x',
  'END;',
  'begin atomic',
  'é',
  '🐘',
  ';;',
  ':v',
  '\t',
  'select 1;',
  '%',
  '\u00a0',
  '；',
];
const TAGS = ['', '', '', 'a', 'body', 'fn1', '_', 'тег', '🐘', 'Tag'];

export class Maker {
  constructor(seed) {
    this.random = numbers(seed);
    // Some scripts are plain and some are strewn with comments; some have CRLF, lone CR or tabs.
    this.density = [0, 0.05, 0.3][this.below(3)];
    this.newline = ['\n', '\n', '\n', '\r\n', '\r'][this.below(5)];
    this.capitals = this.chance(0.3);
  }
  below(limit) {
    return Math.floor(this.random() * limit);
  }
  chance(share) {
    return this.random() < share;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  some(least, most, make) {
    const made = [];
    for (let left = least + this.below(most - least + 1); left > 0; left--) made.push(make());
    return made;
  }
  /** Lists of tokens with commas between them. */
  listed(least, most, make) {
    return this.some(least, most, make).flatMap((part, index) => (index === 0 ? part : [',', ...[part].flat()]));
  }
  maybe(share, make) {
    return this.chance(share) ? make() : [];
  }

  stuff(most = 4) {
    return this.some(0, most, () => this.pick(STUFF)).join('');
  }
  string() {
    const inner = this.stuff().replaceAll("''", "'").replaceAll("'", "''");
    switch (this.below(12)) {
      case 0:
        return `E'${inner.replaceAll('\\', '\\\\')}\\'${this.pick(['', ';', '\\\\', '\\n', "''"])}'`;
      case 1:
        return `e'\\\\${inner.replaceAll('\\', '\\\\')}'`;
      case 2:
        return `N'${inner}'`;
      case 3:
        return `U&'${inner.replaceAll('\\', '')}\\0061;'`;
      case 4:
        return `B'${this.pick(['', '1', '0101'])}'`;
      case 5:
        return `x'${this.pick(['', '1F', 'aB09'])}'`;
      case 6:
        return `'${inner}'${this.newline}${this.pick(['', '  ', '\t'])}'${this.stuff(2).replaceAll("''", "'").replaceAll("'", "''")}'`;
      case 7:
        return `E'a'${this.newline}'b\\';${inner.replaceAll('\\', '')}'`;
      case 8:
      case 9:
        return this.dollar(this.stuff(6));
      default:
        return `'${inner}'`;
    }
  }
  dollar(body) {
    let tag = `$${this.pick(TAGS)}$`;
    while (body.includes(tag) || `${body}$`.includes(tag)) tag = `$t${this.below(1e6)}$`;
    return tag + body + tag;
  }
  name() {
    if (this.chance(0.85)) return this.pick(WORDS);
    const inner = this.stuff(3).replaceAll('\0', '').replaceAll("''", "'").replaceAll('"', '""');
    return this.chance(0.2) ? `U&"x${inner.replaceAll('\\', '')}\\0061"` : `"q${inner}"`;
  }
  relation() {
    return this.chance(0.2) ? [this.name(), '.', this.name()] : [this.name()];
  }

  word() {
    return this.pick(WORDS);
  }
  type() {
    return this.pick(TYPES);
  }

  expression(depth = 2) {
    if (depth === 0) return this.atom();
    const one = () => this.expression(depth - 1);
    switch (this.below(14)) {
      case 0:
        return ['(', ...one(), ')'];
      case 1:
        return ['case', 'when', ...one(), 'then', ...one(), ...this.maybe(0.5, () => ['else', ...one()]), 'end'];
      case 2:
        return [
          ...this.atom(),
          this.pick(['+', '-', '*', '||', '->', '->>', '@>', '<', '>=', '<>', '~', '!~*', '#>>', '@#@', '<->']),
          ...this.atom(),
        ];
      case 3:
        return [this.pick(['lower', 'f', 'coalesce', 'g']), '(', ...this.listed(1, 3, one), ')'];
      case 4:
        return ['(', ...this.select(depth - 1), ')'];
      case 5:
        return [...this.atom(), '::', this.pick(TYPES)];
      case 6:
        return [this.pick(WORDS), '[', ...this.atomNumber(), ':', ...this.atomNumber(), ']'];
      case 7:
        return ['array', '[', ...this.listed(1, 3, one), ']'];
      case 8:
        return ['json_object', '(', this.plainString(), ':', ...this.atom(), ')'];
      case 9:
        return ['cast', '(', ...one(), 'as', this.pick(TYPES), ')'];
      default:
        return this.atom();
    }
  }
  plainString() {
    return `'${this.stuff(2).replaceAll("''", "'").replaceAll("'", "''")}'`;
  }
  atomNumber() {
    return [this.pick(['1', '2', '10', 'lo', 'hi'])];
  }
  atom() {
    switch (this.below(9)) {
      case 0:
        return [this.pick(['1', '42', '1.5', '.5', '1e10', '0x1F', '1_000', '7.'])];
      case 1:
      case 2:
      case 3:
        return [this.string()];
      case 4:
        return [`$${1 + this.below(12)}`];
      case 5:
        return [this.pick(['null', 'true', 'current_date', 'now()', "date '2020-01-01'", "interval '1 day'"])];
      case 6:
        return [this.name(), '.', this.name()];
      default:
        return [this.name()];
    }
  }
  condition() {
    return this.pick([
      () => [...this.atom(), '=', ...this.atom()],
      () => [this.name(), 'is', 'not', 'null'],
      () => [this.name(), 'in', '(', ...this.listed(1, 3, () => this.atom()), ')'],
      () => ['exists', '(', ...this.select(1), ')'],
    ])();
  }
  select(depth = 1) {
    const column = () => [...this.expression(depth), ...this.maybe(0.3, () => ['as', this.name()])];
    return [
      'select',
      ...this.listed(1, 3, column),
      ...this.maybe(0.6, () => [
        'from',
        ...this.relation(),
        ...this.maybe(0.2, () => ['join', ...this.relation(), 'on', ...this.condition()]),
      ]),
      ...this.maybe(0.4, () => ['where', ...this.condition()]),
      ...this.maybe(0.1, () => ['limit', '1']),
    ];
  }
  gap(needed, blankFirst = false) {
    const trivia = [];
    while (this.chance(this.density)) {
      trivia.push(
        this.pick([
          () => `/* ${this.stuff(2).replaceAll('/*', '').replaceAll('*/', '')} */`,
          () => `/* a /* ${this.pick([';', "'", '"', '$$'])} */ b */`,
          () => `-- ${this.stuff(2).replaceAll('\n', ' ')}${this.newline}`,
          () => '/**/',
          () => '/****/',
        ])(),
      );
      if (trivia.length > 3) break;
    }
    const blank = () => this.pick([' ', ' ', ' ', this.newline, '\t', '  ', '\f', '\v']);
    if (trivia.length === 0) return needed ? blank() : this.pick(['', '', ' ', this.newline]);
    return (
      (blankFirst ? blank() : this.pick(['', blank()])) +
      trivia.join(this.pick(['', blank()])) +
      (needed ? blank() : '')
    );
  }

  /** The tokens as text; a word may be followed by punctuation at once, everything else is kept apart. */
  text(tokens) {
    let text = '';
    let previous = '';
    for (const token of tokens.flat(9)) {
      if (text !== '') {
        const punctuation = /^[(),;[\]]$/;
        const apart = !(punctuation.test(token) || punctuation.test(previous));
        // A continuation across a comment is valid, but libpg-query refuses it; templates never put two strings together.
        // `-` and `--` would make one comment, `/` and `*` begin one.
        text += this.gap(apart, /[-/*]$/.test(previous));
      }
      text += this.capitals && /^[a-z]+$/.test(token) ? token.toUpperCase() : token;
      previous = token;
    }
    return text;
  }
}
