import { describe, expect, it } from 'vitest';
import { sourceFrame } from './source-frame.ts';

describe('sourceFrame', () => {
  it('shows the line with its number, the lines around it and a caret under the column', () => {
    const sql = 'select 1;\n\ncreate table a (\n  id int,\n  x nope\n);\nselect 2;\n';
    expect(sourceFrame({ sql, offset: sql.indexOf('nope'), file: 'migrations/001_a.sql' })).toBe(
      [
        '  migrations/001_a.sql:5:5',
        '  3 | create table a (',
        '  4 |   id int,',
        '> 5 |   x nope',
        '    |     ^',
        '  6 | );',
      ].join('\n'),
    );
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['a lone CR', '\r'],
  ])('counts lines that end with %s', (_name, end) => {
    const sql = ['select 1;', 'select nope;', 'select 3;'].join(end);
    expect(sourceFrame({ sql, offset: sql.indexOf('nope') })).toBe(
      ['  1 | select 1;', '> 2 | select nope;', '    |        ^', '  3 | select 3;'].join('\n'),
    );
  });

  it('points behind the last character for an error at the end of the file', () => {
    expect(sourceFrame({ sql: 'select (', offset: 99 })).toBe('> 1 | select (\n    |         ^');
    expect(sourceFrame({ sql: 'select (\n', offset: 9 })).toBe('  1 | select (\n> 2 |\n    | ^');
    expect(sourceFrame({ sql: '', offset: 0 })).toBe('> 1 |\n    | ^');
  });

  it('points at the line that ends there when the offset is on a line end', () => {
    expect(sourceFrame({ sql: 'ab\r\ncd', offset: 3 })).toBe('> 1 | ab\n    |   ^\n  2 | cd');
  });

  it('does not show an empty line behind the last line end', () => {
    expect(sourceFrame({ sql: 'nope;\n', offset: 0 })).toBe('> 1 | nope;\n    | ^');
  });

  it('expands tabs in the line and before the caret alike', () => {
    expect(sourceFrame({ sql: '\tx\tnope', offset: 3 })).toBe('> 1 |     x   nope\n    |         ^');
  });

  it('counts a wide character as two columns, an astral one as the server does, a combining mark as none', () => {
    expect(sourceFrame({ sql: "select '漢字', nope", offset: 13 })).toBe(
      "> 1 | select '漢字', nope\n    |                ^",
    );
    expect(sourceFrame({ sql: "select '🎉', nope", offset: 13, file: 'a.sql' })).toBe(
      "  a.sql:1:13\n> 1 | select '🎉', nope\n    |              ^",
    );
    expect(sourceFrame({ sql: "select 'e\u0301', nope", offset: 13 })).toBe(
      "> 1 | select 'e\u0301', nope\n    |             ^",
    );
  });

  it('cuts a long line around the caret and its neighbours by the same amount', () => {
    const long = `${'a'.repeat(300)}nope${'b'.repeat(300)}`;
    const frame = sourceFrame({ sql: `${long}\nshort`, offset: 300, width: 40 });
    expect(frame).toBe(
      [`> 1 | …${'a'.repeat(19)}nope${'b'.repeat(16)}…`, `    | ${' '.repeat(20)}^`, '  2 |'].join('\n'),
    );
  });

  it('keeps the caret in place when the cut goes through a wide character', () => {
    const sql = `${'漢'.repeat(100)}nope`;
    const [line = '', caret = ''] = sourceFrame({ sql, offset: 100, width: 41 }).split('\n');
    const before = line.slice(0, line.indexOf('nope'));
    const columns = [...before].reduce((sum, character) => sum + (character === '漢' ? 2 : 1), 0);
    expect(caret.indexOf('^')).toBe(columns);
  });

  it('makes control characters visible, so that a file cannot steer a terminal', () => {
    expect(sourceFrame({ sql: '\u001b[31mselect nope', offset: 12 })).toBe(
      '> 1 | ␛[31mselect nope\n    |             ^',
    );
    expect(sourceFrame({ sql: 'select \u202e nope', offset: 9 })).not.toContain('\u202e');
  });
});
