import { describe, expect, it } from 'vitest';
import { serverFailure } from '../server-failure.ts';
import type { FailureFacts } from './diagnosis.ts';
import { statementPosition } from './statement-position.ts';

function textAt(
  statement: string,
  error: Record<string, unknown>,
  length: number,
  facts?: FailureFacts,
): string | null {
  const offset = statementPosition(statement, serverFailure({ severity: 'ERROR', ...error }), facts);
  return offset === null ? null : statement.slice(offset, offset + length);
}

const foreignKeys: FailureFacts['foreignKeys'] = [
  { table: 'b', column: 'a_id', type: 'integer', targetTable: 'a', targetColumn: 'id', targetType: 'integer' },
  { table: 'b', column: 'owner', type: 'uuid', targetTable: 'users', targetColumn: 'id', targetType: 'integer' },
];

describe('statementPosition', () => {
  it('points at the column of the foreign key that does not fit', () => {
    const statement = 'create table b (a_id int references a, owner uuid references users)';
    const error = { code: '42804', message: 'foreign key constraint "b_owner_fkey" cannot be implemented' };
    expect(textAt(statement, error, 10, { foreignKeys })).toBe('owner uuid');
    expect(textAt(statement, error, 10)).toBeNull();
  });

  it('points at the only foreign key there is without any facts', () => {
    const error = { code: '42804', message: 'foreign key constraint "b_owner_fkey" cannot be implemented' };
    expect(textAt('create table b (a int, owner uuid references users)', error, 10)).toBe('owner uuid');
    expect(
      textAt('alter table b alter x type int', { code: '42804', message: 'column "x" cannot be cast' }, 1),
    ).toBeNull();
  });

  it('points at it inside a DO block too', () => {
    const inner = 'create table b (owner uuid references users)';
    const where = `SQL statement "${inner}"\nPL/pgSQL function inline_code_block line 2 at SQL statement`;
    const error = { code: '42804', message: 'foreign key constraint "x" cannot be implemented', where };
    expect(textAt(`do $$begin\n  ${inner};\nend$$`, error, 10, { foreignKeys })).toBe('owner uuid');
  });

  it.each([
    ['create index on t (user_id)', '42703', 'column "user_id" does not exist', 'user_id)'],
    ['alter table "Odd" drop column "Gone"', '42703', 'column "Gone" of relation "Odd" does not exist', '"Gone"'],
    ['alter table app.nope add x int', '42P01', 'relation "app.nope" does not exist', 'nope add'],
    ['create table users (id int)', '42P07', 'relation "users" already exists', 'users (id'],
    ['alter table users add email text', '42701', 'column "email" of relation "users" already exists', 'email text'],
    ['alter table users add x int', '42501', 'must be owner of table users', 'users add'],
  ])('%s: points at the name', (statement, code, message, expected) => {
    expect(textAt(statement, { code, message }, expected.length)).toBe(expected);
  });

  it('says nothing about a name that is not in the statement, nor about errors without one', () => {
    expect(textAt('select f()', { code: '42P01', message: 'relation "nope" does not exist' }, 4)).toBeNull();
    expect(textAt('insert into a values (1)', { code: '23505', message: 'duplicate key "a"' }, 4)).toBeNull();
    const elsewhere = { internalQuery: 'select nope', where: 'PL/pgSQL function f() line 1 at SQL statement' };
    expect(
      textAt('select f(nope)', { code: '42703', message: 'column "nope" does not exist', ...elsewhere }, 4),
    ).toBeNull();
  });
});
