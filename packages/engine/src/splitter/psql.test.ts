import { describe, expect, test } from 'vitest';
import { SplitError, split } from './index.ts';

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

describe('psql', () => {
  test.for([
    ['\\i other.sql', '1:1', '\\i', 'migration of its own'],
    ['select 1 \\gexec', '1:10', '\\gexec', 'EXECUTE'],
    ['select 1;\n\\connect db', '2:1', '\\connect', 'connection settings'],
    ["\\copy t from 'x'", '1:1', '\\copy', 'COPY ... FROM STDIN'],
    ['select 1\\; select 2;', '1:9', '\\;', 'plain semicolon'],
    ['select 1;\n\\.\n', '2:1', '\\.', 'COPY'],
    ['\\unheard-of', '1:1', '\\unheard', 'Remove it'],
    ['select \\restrict abc\n', '1:8', '\\restrict', 'whole line'],
    ['\\restrict a\\b\n', '1:1', '\\restrict', 'whole line'],
  ] as const)('%s is refused by name', ([sql, place, name, hint]) => {
    const error = refusal(() => split(sql));
    expect(`${error.line}:${error.column}`).toBe(place);
    expect(error.message).toBe(`psql meta-command ${name}`);
    expect(error.hint).toContain(hint);
  });

  test('the lines of pg_dump that restrict psql are skipped', () => {
    const sql = '-- dump\n\\restrict 4Fz\r\nselect 1;\n\\unrestrict 4Fz';
    expect(split(sql).map(({ text, fullStart, fullEnd }) => [text, fullStart, fullEnd])).toEqual([
      ['select 1', 0, sql.length],
    ]);
  });

  test('COPY data belongs to its statement, whatever it looks like', () => {
    const sql = "copy t from stdin; -- now\n'\n\\.x\n\\.\nselect 2; copy u (a) from stdout;\r\n1\r\n\\.\r\n";
    const [first, second, third] = split(sql);
    expect(sql.slice(first?.copyData?.start, first?.copyData?.end)).toBe("'\n\\.x\n");
    expect(second?.copyData).toBeNull();
    expect(second?.line).toBe(5);
    expect(sql.slice(third?.copyData?.start, third?.copyData?.end)).toBe('1\r\n');
    expect(third?.fullEnd).toBe(sql.length);
  });

  test('COPY data without its closing line goes to the end, also when there is none', () => {
    expect(split('copy t from stdin;\n1\n').map(({ copyData }) => copyData)).toEqual([{ start: 19, end: 21 }]);
    expect(split('copy t from stdin').map(({ copyData }) => copyData)).toEqual([{ start: 17, end: 17 }]);
    expect(split('copy t from stdin;').map(({ copyData }) => copyData)).toEqual([{ start: 18, end: 18 }]);
  });

  test('text after the semicolon of a COPY is refused, a comment is not', () => {
    expect(refused('copy t from stdin; select 1;\n')).toBe(
      '1:20 copy-data-on-same-line: text after COPY ... FROM STDIN; in the same line',
    );
    expect(split('copy t from stdin; /* a */ -- b\n1\n\\.\n')).toHaveLength(1);
  });

  test.for([
    ['select :name', ':name'],
    ["select :'name'", ":'name'"],
    ['select * from :"table"', ':"table"'],
    ['select :{?name}', ':{?name}'],
    ['select array[:a, 1]', ':a'],
    ['select a[1 + :b]', ':b'],
    ['select json_object(:v)', ':v'],
    ["select json_object('a' : :v)", ':v'],
    ['select f(a :b)', ':b'],
    ['select :1', ':1'],
    ['select 1; select :имя', ':имя'],
  ] as const)('%s: the variable is refused when asked for, and kept otherwise', ([sql, name]) => {
    const error = refusal(() => split(sql, { psqlVariables: 'refuse' }));
    expect(error).toMatchObject({ code: 'psql-variable', message: `psql variable ${name}`, offset: sql.indexOf(name) });
    expect(split(sql).at(-1)?.text).toContain(name);
  });

  test.for([
    'select a::text, (b)::int[], c :: date',
    'select a[1:2], a[lo:hi], a[:hi], a[lo:], a[:], a[f(x):g(y)], (a)[1:2][x:y], $1[1:n], "a"[1:n]',
    "select json_object('a':b, 'c' : d), json_objectagg(k:v), JSON_OBJECT('x':json_object('y':z))",
    'select array[a[1:n]]',
    'select \':a\', $$:b$$, ":c" -- :d\n /* :e */',
    'do $$ begin x := :y; end $$',
    'call p(a := 1, b => 2)',
    'select 1 : 2',
  ])('%s is not taken for a variable', (sql) => {
    expect(split(sql, { psqlVariables: 'refuse' })).toHaveLength(1);
  });
});
