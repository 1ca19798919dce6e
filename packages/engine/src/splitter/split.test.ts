import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { decode, positionAt, SplitError, split, tokens } from './index.ts';

function refusal(action: () => unknown): SplitError {
  try {
    action();
  } catch (error) {
    if (error instanceof SplitError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function refused(sql: string | Uint8Array): string {
  const { code, line, column, message } = refusal(() => split(sql));
  return `${line}:${column} ${code}: ${message}`;
}

describe('what is left open is refused at its opener', () => {
  test.for([
    ["select 1;\n select 'a", '2:9 unterminated-string: unterminated quoted string'],
    ["select E'a\\'", '1:8 unterminated-string: unterminated quoted string'],
    ["select N'a", '1:9 unterminated-string: unterminated quoted string'],
    ["select 'a'\n  'b", '1:8 unterminated-string: unterminated quoted string'],
    ['select 1 as "a""', '1:13 unterminated-identifier: unterminated quoted identifier'],
    ['select $x$ $X$ $x', '1:8 unterminated-dollar-quote: unterminated dollar-quoted string $x$'],
    ['select 1 /* /* */', '1:10 unterminated-comment: unterminated /* comment'],
    ['select (1; select 2', '1:8 unclosed-parenthesis: unclosed ('],
    ['select (1', '1:8 unclosed-parenthesis: unclosed ('],
    [
      'create table t (a numeric(10, 2; select 1',
      '1:16 unclosed-parenthesis: unclosed ( and another one at line 1, column 26',
    ],
    ['create rule r as on insert to t do (select 1; select 2', '1:36 unclosed-parenthesis: unclosed ('],
    ['create function f()\nbegin atomic select (1; end;', '2:21 unclosed-parenthesis: unclosed ('],
    [
      'create function f() returns int\nbegin atomic select 1; select 2;',
      '2:1 unterminated-atomic-body: unterminated BEGIN ATOMIC body',
    ],
    ['create function f() begin atomic', '1:21 unterminated-atomic-body: unterminated BEGIN ATOMIC body'],
    ["select '🐘', (", '1:13 unclosed-parenthesis: unclosed ('],
  ] as const)('%s', ([sql, expected]) => {
    expect(refused(sql)).toBe(expected);
  });

  test.for([
    ["select 'don't;\nselect 'x", 'near line 1, column 8'],
    ["select 'a' || ';\nselect 2', 'x", 'near line 1, column 15'],
    ["select 'ok';\nselect 'it's';\nselect 'x;\n select 1', 'y';", 'near line 2, column 8'],
  ] as const)('a stray quote is looked for earlier: %s', ([sql, place]) => {
    expect(refusal(() => split(sql)).message).toContain(place);
  });

  test('a stray quote in parentheses is named', () => {
    expect(refusal(() => split("insert into t values ('don't;\n');")).hint).toContain('string at line 1, column 23');
  });

  test('a long body in quotes is not suspected', () => {
    const sql = "create function f() returns int language sql as 'select 1;\nselect 2;\n'; select 'x";
    expect(refusal(() => split(sql)).message).toBe('unterminated quoted string');
  });
});

describe('what is no text is refused first', () => {
  test.for([
    ["select 'a\0b'", '1:10 nul-byte: a NUL character (U+0000), which PostgreSQL text cannot hold'],
    ["select 'x; \0", '1:12 nul-byte: a NUL character (U+0000), which PostgreSQL text cannot hold'],
    ['select $$\n\0$$', '2:1 nul-byte: a NUL character (U+0000), which PostgreSQL text cannot hold'],
    ['copy t from stdin;\n\0\n\\.\n', '2:1 nul-byte: a NUL character (U+0000), which PostgreSQL text cannot hold'],
  ] as const)('%j', ([sql, expected]) => {
    expect(refused(sql)).toBe(expected);
    const long = `${' '.repeat(70_000)}${sql}`;
    expect(refusal(() => split(long)).code).toBe('nul-byte');
  });

  test.for([
    [[0xff, 0xfe, 0x73, 0], '1:1 utf16-file: a UTF-16 file (little-endian byte order mark), not UTF-8'],
    [[0xfe, 0xff, 0, 0x73], '1:1 utf16-file: a UTF-16 file (big-endian byte order mark), not UTF-8'],
    [[0x61, 0x0a, 0xc3, 0xa9, 0xe9, 0x62], '2:2 invalid-utf8: invalid UTF-8 at byte offset 4 (0xE9)'],
    [[0xc0, 0xaf], '1:1 invalid-utf8: invalid UTF-8 at byte offset 0 (0xC0)'],
    [[0x61, 0xed, 0xa0, 0x80], '1:2 invalid-utf8: invalid UTF-8 at byte offset 1 (0xED)'],
    [[0xf4, 0x90, 0x80, 0x80], '1:1 invalid-utf8: invalid UTF-8 at byte offset 0 (0xF4)'],
    [[0x61, 0xf0, 0x9f, 0x90], '1:2 invalid-utf8: invalid UTF-8 at byte offset 1 (0xF0)'],
  ] as const)('%j', ([bytes, expected]) => {
    expect(refused(Uint8Array.from(bytes))).toBe(expected);
  });

  test('UTF-16 without a byte order mark is recognised by its NULs', () => {
    expect(refusal(() => decode(Uint8Array.from([0x73, 0, 0x65, 0]))).hint).toContain('UTF-16');
  });
});

describe('standard_conforming_strings is followed', () => {
  const texts = (sql: string, standardConformingStrings = true): readonly string[] =>
    split(sql, { standardConformingStrings }).map(({ text }) => text);

  test.for([
    ["set standard_conforming_strings = off; select 'a\\';b'; reset standard_conforming_strings; select '\\'", 4],
    [
      "set session standard_conforming_strings to 'false'; select 'a\\';b'; set standard_conforming_strings to default; select '\\'",
      4,
    ],
    ["SET \"standard_conforming_strings\" TO no; select 'a\\';b'; reset all; select '\\'", 4],
    ["begin; set local standard_conforming_strings = 0; select 'a\\';b'; commit; select '\\'", 5],
    ["begin; set local standard_conforming_strings = 0; rollback to x; select 'a\\';b'", 4],
    ["set standard_conforming_strings = of; discard all; select '\\'", 3],
    ["set standard_conforming_strings_x = off; select '\\'", 2],
  ] as const)('%s', ([sql, count]) => {
    expect(texts(sql)).toHaveLength(count);
    expect(texts(`${' '.repeat(9000)}${sql}`)).toEqual(texts(sql));
  });

  test('each statement says how it was read', () => {
    const sql = "set standard_conforming_strings = on; select '\\'";
    expect(split(sql, { standardConformingStrings: false }).map((s) => s.standardConformingStrings)).toEqual([
      false,
      true,
    ]);
  });
});

describe('records', () => {
  test('a statement is plain data when it is written or printed', () => {
    const [, second] = split('\uFEFF-- first\nselect 1;\n\n  select 2 -- end\n ; -- rest');
    const record = {
      index: 1,
      text: 'select 2',
      start: 23,
      end: 31,
      line: 4,
      column: 3,
      kind: 'SELECT',
      fullStart: 19,
      fullEnd: 49,
      terminated: true,
      copyData: null,
      standardConformingStrings: true,
      transaction: { class: 'allowed', reason: null },
    };
    expect(second?.toJSON()).toEqual(record);
    expect(JSON.parse(JSON.stringify(second))).toEqual(record);
    expect(inspect(second)).toBe(inspect(record));
  });

  test('bytes give the offsets of the decoded text', () => {
    const bytes = new TextEncoder().encode("\uFEFFselect 'é🐘'; select 2");
    expect(split(bytes).map(({ start, column }) => [start, column])).toEqual([
      [1, 1],
      [15, 14],
    ]);
  });

  test('lines and columns agree with positionAt everywhere', () => {
    const sql = '\uFEFFa;\rb;\n\nc;\r\n🐘d; 🐘🐘 e;\t f; "é🐘\n"; g';
    for (const { start, line, column } of split(sql)) expect(positionAt(sql, start)).toEqual({ line, column });
    expect(() => positionAt(sql, -1)).toThrow(
      'positionAt needs a whole number of at least 0 as its offset; it was given -1.',
    );
  });
});

describe('options are checked', () => {
  test.for([
    [[42], 'split needs a string or a Uint8Array with the script; it was given a value of type number.'],
    [['', null], 'The options of split must be an object; they were null.'],
    [
      ['', { standardConforming: true }],
      'split has no option "standardConforming"; it knows standardConformingStrings and psqlVariables.',
    ],
    [['', { standardConformingStrings: 'on' }], 'standardConformingStrings must be true or false; it was "on".'],
    [['', { psqlVariables: true }], "psqlVariables must be 'keep' or 'refuse'; it was a value of type boolean."],
  ] as const)('%j', ([args, message]) => {
    expect(() => Reflect.apply(split, null, args)).toThrow(new TypeError(message));
  });
});

test('tokens are those of the lexer', () => {
  const sql = "select a$b$, $1, 1.5e3, E'\\'', U&\"x\", n'y', $t$;$t$, a<=-1 @-x::int, .5, 1..2 -- c\n := [";
  expect(Array.from(tokens(sql), ({ type, text }) => `${type} ${text}`)).toEqual([
    'word select',
    'word a$b$',
    'punctuation ,',
    'parameter $1',
    'punctuation ,',
    'number 1.5e3',
    'punctuation ,',
    "string E'\\''",
    'punctuation ,',
    'quoted-identifier U&"x"',
    'punctuation ,',
    "string n'y'",
    'punctuation ,',
    'dollar-string $t$;$t$',
    'punctuation ,',
    'word a',
    'operator <=',
    'operator -',
    'number 1',
    'operator @-',
    'word x',
    'operator ::',
    'word int',
    'punctuation ,',
    'number .5',
    'punctuation ,',
    'number 1',
    'operator ..',
    'number 2',
    'operator :=',
    'punctuation [',
  ]);
  expect(Array.from(tokens("'a\\'b'", { standardConformingStrings: false }), ({ text }) => text)).toEqual(["'a\\'b'"]);
  expect(() => [...tokens("select 'a")]).toThrow(SplitError);
});
