import { describe, expect, test } from 'vitest';
import { failureFacts, type PendingFile } from '../../src/runner/failure-facts.ts';
import { serverFailure } from '../../src/server-failure.ts';
import { split } from '../../src/splitter/index.ts';
import { type Scratch, scratch } from './scratch.ts';

/** Runs the statements of a file one by one in a transaction, and asks for the facts of the one that fails. */
async function factsOf(db: Scratch, sql: string, later: readonly PendingFile[] = []): ReturnType<typeof failureFacts> {
  const client = await db.connect();
  const statements = split(sql);
  await client.query('begin');
  for (const statement of statements) {
    try {
      await client.query(statement.text);
    } catch (error) {
      await client.query('rollback');
      const pending = [{ name: '002_x', file: 'migrations/002_x.sql', statements }, ...later];
      return failureFacts(client, { failure: serverFailure(error), statement, pending });
    }
  }
  throw new Error('It did not fail.');
}

async function withUsers(): Promise<Scratch> {
  const db = await scratch();
  await db.query(`create table users (id integer primary key, email text);
                  create table places (country char(2), code bigint, primary key (country, code));
                  create table posts (id int, user_id integer references users)`);
  return db;
}

describe('the facts of a foreign key', () => {
  test.each([
    ['declared with its column', 'create table t (id int, u uuid not null references users (id) on delete cascade)'],
    ['without a column list', 'create table t (u uuid references users)'],
    ['declared for the table', 'create table t (u uuid, constraint x foreign key (u) references public.users (id))'],
    ['added with a column', 'create table t (); alter table t add column u uuid references users'],
    [
      'added to a table of the same file',
      'create table t (u uuid); alter table t add foreign key (u) references users (id)',
    ],
    ['in a DO block', 'do $$ begin create table t (u uuid references users); end $$'],
    ['in an EXECUTE', "do $$ begin execute 'create table t (u uuid references users)'; end $$"],
  ])('%s', async (_name, sql) => {
    const { foreignKeys } = await factsOf(await withUsers(), sql);
    expect(foreignKeys).toEqual([
      {
        table: 't',
        column: 'u',
        type: 'uuid',
        targetTable: expect.stringMatching(/^(public\.)?users$/),
        targetColumn: 'id',
        targetType: 'integer',
      },
    ]);
  });

  test('of several columns, in the words of the catalog', async () => {
    const { foreignKeys } = await factsOf(
      await withUsers(),
      'create table t (c char(2), n text, user_id INT4 references users, foreign key (c, n) references places)',
    );
    expect(
      foreignKeys?.map(({ column, type, targetColumn, targetType }) => [column, type, targetColumn, targetType]),
    ).toEqual([
      ['user_id', 'integer', 'id', 'integer'],
      ['c', 'char(2)', 'country', 'character(2)'],
      ['n', 'text', 'code', 'bigint'],
    ]);
  });

  test('to a table that the same file creates', async () => {
    const { foreignKeys } = await factsOf(
      await withUsers(),
      'create table teams (id bigserial primary key); create table t (team uuid references teams)',
    );
    expect(foreignKeys).toMatchObject([{ column: 'team', type: 'uuid', targetColumn: 'id', targetType: 'bigint' }]);
  });

  test('that a changed column type would break', async () => {
    const { foreignKeys } = await factsOf(
      await withUsers(),
      'alter table posts alter column user_id type uuid using null',
    );
    expect(foreignKeys).toEqual([
      {
        table: 'posts',
        column: 'user_id',
        type: 'uuid',
        targetTable: 'users',
        targetColumn: 'id',
        targetType: 'integer',
      },
    ]);
  });
});

describe('the facts', () => {
  test('leave the connection as it was: no transaction, no setting, nothing written', async () => {
    const db = await withUsers();
    const client = await db.connect();
    const failure = serverFailure({ code: '42P01', severity: 'ERROR', message: 'relation "uzers" does not exist' });
    expect(await failureFacts(client, { failure, pending: [] })).toEqual({ similar: ['users'] });
    const { rows } = await client.query(
      "select current_setting('statement_timeout') as limit, pg_current_xact_id_if_assigned() as xid",
    );
    expect(rows).toEqual([{ limit: '0', xid: null }]);
  });

  test('say what could not be looked up, instead of failing or hiding it', async () => {
    const db = await withUsers();
    const client = await db.connect();
    await client.end();
    const failure = serverFailure({ code: '42P01', severity: 'ERROR', message: 'relation "uzers" does not exist' });
    const facts = await failureFacts(client, { failure, pending: [] });
    expect(facts.similar).toBeUndefined();
    expect(facts.notes).toEqual([expect.stringContaining('could not be asked')]);
  });

  test('do not wait for somebody who changes the same table', async () => {
    const db = await withUsers();
    const other = await db.connect();
    await other.query('begin; lock table users in access exclusive mode');
    const started = performance.now();
    const failure = serverFailure({ code: '42804', severity: 'ERROR', message: 'foreign key constraint' });
    const [statement] = split('create table t (u uuid references users)');
    const client = await db.connect();
    const facts = await failureFacts(client, { failure, statement: statement!, pending: [] });
    expect(facts.foreignKeys).toMatchObject([{ targetType: 'integer' }]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
