import { describe, expect, it } from 'vitest';
import { serverFailure } from '../server-failure.ts';
import { bodyPosition } from './body-position.ts';

/** Which text stands at the position that was found. */
function textAt(statement: string, error: Record<string, unknown>, length: number): string | null {
  const offset = bodyPosition(statement, serverFailure({ code: '42P01', severity: 'ERROR', message: 'x', ...error }));
  return offset === null ? null : statement.slice(offset, offset + length);
}

const block = (line: number): string => `PL/pgSQL function inline_code_block line ${line} at SQL statement`;

describe('bodyPosition', () => {
  it('finds the inner statement and the place in it', () => {
    const statement = "do $$\nbegin\n  perform '🎉';\n  insert into nope values (1);\nend $$";
    const error = { internalQuery: 'insert into nope values (1)', internalPosition: '13', where: block(4) };
    expect(textAt(statement, error, 4)).toBe('nope');
  });

  it('finds a statement whose INTO clause the server has blanked out', () => {
    const statement = 'do $$ declare n int; begin\n  select count(*) into n from nope;\nend $$';
    const error = { internalQuery: 'select count(*)        from nope', internalPosition: '29', where: block(2) };
    expect(textAt(statement, error, 4)).toBe('nope');
  });

  it('counts the position inside in code points', () => {
    const statement = "do $$ begin select '🎉' from nope; end $$";
    const error = { internalQuery: "select '🎉' from nope", internalPosition: '17', where: block(1) };
    expect(textAt(statement, error, 4)).toBe('nope');
  });

  it('takes the later of two equal statements when the server names its line', () => {
    const statement = 'do $$\nbegin\n  delete from a;\n  delete from a;\nend $$';
    const offset = bodyPosition(
      statement,
      serverFailure({
        code: '42P01',
        severity: 'ERROR',
        message: 'x',
        internalQuery: 'delete from a',
        internalPosition: 13,
        where: block(4),
      }),
    );
    expect(offset).toBe(statement.lastIndexOf('a;'));
  });

  it('has the line alone when the server tells no more', () => {
    expect(
      textAt(
        "do $x$begin\n  raise exception 'no';\nend$x$",
        { where: 'PL/pgSQL function inline_code_block line 2 at RAISE' },
        5,
      ),
    ).toBe('raise');
  });

  it('finds a statement that is named in the call stack only', () => {
    const where = `SQL statement "create table b (a_id uuid references a)"\n${block(3)}`;
    const statement = 'do $$\nbegin\n  if true then create table b (a_id uuid references a); end if;\nend $$';
    expect(textAt(statement, { where }, 14)).toBe('create table b');
  });

  it('stays at the EXECUTE for SQL that the block put together', () => {
    const where = 'SQL statement "alter table nope add x int"\nPL/pgSQL function inline_code_block line 3 at EXECUTE';
    expect(textAt("do $$\nbegin\n  execute 'alter table '||'nope add x int';\nend $$", { where }, 7)).toBe('execute');
  });

  it('reads the outermost block when blocks are nested', () => {
    const where = `${block(1)}\nSQL statement "do 'begin x; end'"\nPL/pgSQL function inline_code_block line 3 at EXECUTE`;
    expect(textAt('do $$\nbegin\n  execute inner_block;\nend $$', { where }, 7)).toBe('execute');
  });

  it('reads a body in plain quotes, with doubled quotes in it', () => {
    const statement = "do 'begin\n  perform ''a'', ''b'';\n  insert into nope values (''x'');\nend'";
    const error = { internalQuery: "insert into nope values ('x')", internalPosition: '13', where: block(3) };
    expect(textAt(statement, error, 4)).toBe('nope');
    expect(textAt(statement, { where: block(3) }, 6)).toBe('insert');
  });

  it('reads the stack of a server that speaks another language', () => {
    expect(
      textAt(
        'do $$begin\n  nope;\nend$$',
        { where: 'PL/pgSQL-Funktion inline_code_block Zeile 2 bei SQL-Anweisung' },
        4,
      ),
    ).toBe('nope');
  });

  it('says nothing about errors that are somewhere else', () => {
    expect(textAt('select f()', { where: 'PL/pgSQL function f() line 3 at SQL statement' }, 4)).toBeNull();
    expect(
      textAt(
        'select f()',
        { internalQuery: 'select nope', internalPosition: '8', where: 'PL/pgSQL function f() line 3 at SQL statement' },
        4,
      ),
    ).toBeNull();
    expect(textAt('select nope', {}, 4)).toBeNull();
    expect(textAt('do $$begin end$$', { where: block(99) }, 4)).toBeNull();
  });
});
