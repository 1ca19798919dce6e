// Makes valid scripts by chance: templates of statements as lists of tokens, literals of every form, and white space and
// comments strewn between the tokens. What it makes is accepted by PostgreSQL's own parser; the seed decides everything.

/** A small generator of numbers, the same for the same seed everywhere. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

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
const TAGS = ['', '', '', 'a', 'body', 'fn1', '_', 'тег', '🐘', 'Tag', 'q$'.slice(0, 1)];

class Maker {
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
  plpgsql() {
    const line = () =>
      this.pick([
        'null;',
        'perform 1;',
        "raise notice 'a;b';",
        'if x then y := 1; end if;',
        'select 1 into x; -- c;',
        '/* ; */ return;',
        "execute 'select ;';",
        'for i in 1..3 loop null; end loop;',
        "v := 'it''s';",
      ]);
    return `${this.newline}begin ${this.some(0, 4, line).join(this.newline)} end${this.pick(['', ';'])}`;
  }
  options() {
    return this.pick([[], ['or', 'replace']]);
  }

  statement() {
    return this.pick(STATEMENTS)(this);
  }

  gap(needed) {
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
    return this.pick(['', blank()]) + trivia.join(this.pick(['', blank()])) + (needed ? blank() : '');
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
        text += this.gap(apart);
      }
      text += this.capitals && /^[a-z]+$/.test(token) ? token.toUpperCase() : token;
      previous = token;
    }
    return text;
  }
}

const column = (m) => [
  m.name(),
  m.pick(TYPES),
  ...m.maybe(0.3, () => ['default', m.plainString()]),
  ...m.maybe(0.2, () => ['not', 'null']),
];
const routine = (m) => [
  'create',
  ...m.options(),
  m.pick(['function', 'procedure']),
  ...m.relation(),
  '(',
  ...m.maybe(0.4, () => m.listed(1, 3, () => [m.pick(WORDS), m.pick(['int', 'text'])])),
  ')',
];
const inner = (m) =>
  m.pick([
    () => m.select(1),
    () => ['select', 'case', 'when', 'true', 'then', '1', 'end'],
    () => ['select', 't', '.', 'end', 'from', 't'],
    () => ['select', '1', 'as', 'end'],
    () => ['select', '1', 'end'],
    () => ['select', 'begin', 'from', 't'],
    () => ['insert', 'into', ...m.relation(), 'values', '(', ...m.listed(1, 2, () => m.atom()), ')'],
    () => ['update', ...m.relation(), 'set', m.name(), '=', ...m.atom()],
    () => ['delete', 'from', ...m.relation()],
  ])();

const STATEMENTS = [
  (m) => m.select(2),
  (m) => m.select(3),
  (m) => ['with', m.name(), 'as', '(', ...m.select(1), ')', ...m.select(1)],
  (m) => ['(', ...m.select(1), ')', 'union', 'all', '(', ...m.select(1), ')'],
  (m) => [
    'insert',
    'into',
    ...m.relation(),
    '(',
    ...m.listed(1, 3, () => [m.name()]),
    ')',
    'values',
    ...m.listed(1, 4, () => ['(', ...m.listed(1, 3, () => m.expression(1)), ')']),
  ],
  (m) => ['insert', 'into', ...m.relation(), ...m.select(1), 'on', 'conflict', 'do', 'nothing'],
  (m) => [
    'update',
    ...m.relation(),
    'set',
    ...m.listed(1, 2, () => [m.name(), '=', ...m.expression(1)]),
    'where',
    ...m.condition(),
  ],
  (m) => ['delete', 'from', ...m.relation(), 'where', ...m.condition(), 'returning', '*'],
  (m) => [
    'create',
    ...m.maybe(0.2, () => [m.pick(['temp', 'unlogged'])]),
    'table',
    ...m.maybe(0.3, () => ['if', 'not', 'exists']),
    ...m.relation(),
    '(',
    ...m.listed(1, 4, () => column(m)),
    ')',
  ],
  (m) => [
    'create',
    'table',
    ...m.relation(),
    '(',
    m.name(),
    'int',
    'primary',
    'key',
    ',',
    'check',
    '(',
    ...m.condition(),
    ')',
    ')',
  ],
  (m) => ['create', 'table', ...m.relation(), 'as', ...m.select(1)],
  (m) => ['alter', 'table', ...m.relation(), 'add', 'column', ...column(m)],
  (m) => ['alter', 'table', ...m.relation(), 'drop', 'constraint', 'if', 'exists', m.name(), 'cascade'],
  (m) => [
    'create',
    ...m.maybe(0.3, () => ['unique']),
    'index',
    ...m.maybe(0.3, () => ['concurrently']),
    m.name(),
    'on',
    ...m.relation(),
    '(',
    m.name(),
    ')',
    ...m.maybe(0.3, () => ['where', ...m.condition()]),
  ],
  (m) => ['create', ...m.options(), 'view', ...m.relation(), 'as', ...m.select(2)],
  (m) => ['create', 'materialized', 'view', ...m.relation(), 'as', ...m.select(1), 'with', 'no', 'data'],
  (m) => [...routine(m), 'language', 'plpgsql', 'as', m.dollar(m.plpgsql())],
  (m) => [...routine(m), 'as', m.dollar(m.plpgsql()), 'language', 'plpgsql'],
  (m) => [...routine(m), 'language', 'sql', 'as', m.plainString()],
  (m) => [
    'create',
    ...m.options(),
    'function',
    ...m.relation(),
    '(',
    'begin',
    'int',
    ',',
    'atomic',
    'int',
    ')',
    'returns',
    'int',
    'language',
    'sql',
    'return',
    ...m.expression(1),
  ],
  (m) => [...routine(m), 'language', 'sql', 'begin', 'atomic', ...m.some(0, 4, () => [...inner(m), ';']), 'end'],
  (m) => [...routine(m), 'begin', 'atomic', ';', ...inner(m), ';', ';', 'end'],
  (m) => ['do', m.dollar(m.plpgsql())],
  (m) => ['do', 'language', 'plpgsql', m.plainString()],
  (m) => [
    'create',
    ...m.options(),
    'rule',
    m.name(),
    'as',
    'on',
    'insert',
    'to',
    ...m.relation(),
    'do',
    'also',
    '(',
    ...inner(m).filter((t) => t !== 'begin'),
    ';',
    'delete',
    'from',
    't',
    ')',
  ],
  (m) => ['create', 'rule', m.name(), 'as', 'on', 'delete', 'to', ...m.relation(), 'do', 'instead', 'nothing'],
  (m) => [
    'create',
    'trigger',
    m.name(),
    'before',
    'insert',
    'on',
    ...m.relation(),
    'for',
    'each',
    'row',
    'execute',
    'function',
    'f',
    '(',
    m.plainString(),
    ')',
  ],
  (m) => ['create', 'policy', m.name(), 'on', ...m.relation(), 'using', '(', ...m.condition(), ')'],
  (m) => ['create', 'type', ...m.relation(), 'as', 'enum', '(', ...m.listed(1, 3, () => [m.plainString()]), ')'],
  (m) => ['create', 'schema', 'if', 'not', 'exists', m.name()],
  (m) => [
    'create',
    'schema',
    m.name(),
    'create',
    'table',
    't',
    '(',
    'a',
    'int',
    ')',
    'create',
    'view',
    'v',
    'as',
    ...m.select(1),
  ],
  (m) => ['create', 'sequence', ...m.relation(), 'start', '10'],
  (m) => ['create', 'domain', ...m.relation(), 'as', 'text', 'check', '(', ...m.condition(), ')'],
  (m) => [
    'create',
    'aggregate',
    ...m.relation(),
    '(',
    'int',
    ')',
    '(',
    'sfunc',
    '=',
    'f',
    ',',
    'stype',
    '=',
    'int',
    ')',
  ],
  (m) => [
    'create',
    'operator',
    m.pick(['===', '@#@', '<->']),
    '(',
    'leftarg',
    '=',
    'int',
    ',',
    'rightarg',
    '=',
    'int',
    ',',
    'function',
    '=',
    'f',
    ')',
  ],
  (m) => ['comment', 'on', 'table', ...m.relation(), 'is', m.plainString()],
  (m) => ['comment', 'on', 'column', 't', '.', m.name(), 'is', m.dollar(m.stuff())],
  (m) => ['grant', 'select', ',', 'insert', 'on', ...m.relation(), 'to', m.name()],
  (m) => ['revoke', 'all', 'on', ...m.relation(), 'from', 'public'],
  (m) => ['drop', 'table', 'if', 'exists', ...m.relation(), ',', ...m.relation(), 'cascade'],
  (m) => ['drop', 'function', ...m.relation(), '(', 'int', ')'],
  (m) => ['set', 'search_path', '=', m.name(), ',', 'public'],
  (m) => ['set', 'local', 'statement_timeout', 'to', m.plainString()],
  (m) => ['begin'],
  (m) => ['commit', 'work'],
  (m) => ['savepoint', m.name()],
  (m) => ['vacuum', 'analyze', ...m.relation()],
  (m) => ['explain', 'analyze', ...m.select(1)],
  (m) => ['copy', ...m.relation(), 'to', 'stdout'],
  (m) => ['copy', 'stdin', 'from', m.plainString()],
  (m) => ['notify', m.pick(WORDS), ',', m.plainString()],
  (m) => ['declare', m.name(), 'cursor', 'for', ...m.select(1)],
  (m) => ['prepare', m.name(), 'as', ...m.select(1)],
  (m) => ['truncate', ...m.relation(), 'restart', 'identity'],
  (m) => ['call', ...m.relation(), '(', ...m.listed(0, 2, () => m.expression(1)), ')'],
  (m) => [
    'merge',
    'into',
    't',
    'using',
    's',
    'on',
    't',
    '.',
    'a',
    '=',
    's',
    '.',
    'a',
    'when',
    'matched',
    'then',
    'delete',
  ],
  (m) => ['values', '(', ...m.listed(1, 3, () => m.atom()), ')'],
  (m) => ['select', '1', 'as', m.pick(['a$$', 'b$x$', '_$t$', 'имя$x$', '"$$;"', 'x１'])],
  (m) => ['select', '5', '<--3;\n', '4'],
  (m) => ['select', m.dollar(m.stuff(8)), ',', m.string(), m.pick(['::text', ''])].filter((t) => t !== ''),
];

/**
 * @param {number} seed
 * @param {{ statements?: number }} [options] how many statements at most, 5 by default
 * @returns {string}
 */
export function randomScript(seed, options = {}) {
  const maker = new Maker(seed);
  const count = 1 + maker.below(options.statements ?? 5);
  let script = maker.gap(false);
  for (let index = 0; index < count; index++) {
    script += maker.text(maker.statement()) + maker.gap(false);
    const last = index === count - 1;
    if (last && maker.chance(0.4)) break;
    script += ';'.repeat(maker.chance(0.05) ? 2 : 1) + maker.gap(false);
  }
  return script;
}

/** One statement as its tokens, for tests that strew white space and comments between them. */
export function randomTokens(seed) {
  return new Maker(seed).statement().flat(9);
}
