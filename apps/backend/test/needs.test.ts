import { readdirSync, readFileSync } from 'node:fs';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/database/database.ts';
import { checkNeeds } from '../src/schema/check-needs.ts';
import { needs } from '../src/schema/needs.ts';
import { migratedDatabase } from './migrated-database.ts';

const folder = new URL('../sql/', import.meta.url);
const queries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.sql') && !file.startsWith('schema/'))
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
const quote = pg.escapeIdentifier;

/** Functions as the needs have them; what they do is no matter for preparing. */
const functions = [
  "create function deactivate_old_default_agents(integer, integer) returns integer language sql as 'select 1'",
  "create function cleanup_old_telemetry(integer) returns table (deleted_errors bigint, deleted_events bigint) language sql as 'select 1, 1'",
];

let client: pg.Client;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const [name, { columns, unique = [] }] of Object.entries(needs.tables)) {
    const lines = [
      ...Object.entries(columns).map(([column, type]) => `${quote(column)} ${type}`),
      ...unique.map((key) => `unique (${key.map(quote).join(', ')})`),
    ];
    await client.query(`create table ${quote(name)} (${lines.join(', ')})`);
  }
  for (const text of functions) await client.query(text);
});
afterAll(async () => {
  await client.end();
  await drop();
});

/** Names of the queries that the server refuses to prepare. */
async function refused(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { file, text } of queries) {
    try {
      await client.query('savepoint one');
      await client.query(`prepare one as ${text}`);
      // Which key ON CONFLICT means is a question of planning.
      const parameters = new Set(text.match(/\$\d+/g)).size;
      const values = parameters === 0 ? '' : `(${Array.from({ length: parameters }, () => 'null').join(', ')})`;
      await client.query(`explain execute one${values}`);
      await client.query('deallocate one');
    } catch {
      failed.push(file);
      await client.query('rollback to savepoint one');
    }
  }
  return failed;
}

async function refusedAfter(change: string): Promise<readonly string[]> {
  await client.query('begin');
  try {
    await client.query(change);
    return await refused();
  } finally {
    await client.query('rollback');
  }
}

describe('the needs are what the queries need', () => {
  test('no less: every query is prepared in a database that has nothing else', async () => {
    expect(queries.length).toBeGreaterThan(30);
    expect(await refusedAfter('select 1')).toEqual([]);
  });

  test('no more: without any one column, key or function, at least one query is refused', async () => {
    const without = [
      ...Object.entries(needs.tables).flatMap(([table, { columns }]) =>
        Object.keys(columns).map((column) => `alter table ${quote(table)} drop column ${quote(column)} cascade`),
      ),
      'alter table users drop constraint users_email_key',
      'alter table ai_agent_providers drop constraint ai_agent_providers_provider_name_key',
      ...needs.functions.map((signature) => `drop function ${signature}`),
    ];
    const idle: string[] = [];
    for (const change of without) if ((await refusedAfter(change)).length === 0) idle.push(change);
    expect(idle).toEqual([]);
  });

  test('and the application’s own migrations meet them', async () => {
    const database = await migratedDatabase();
    const opened = openDatabase({ url: database.url, poolSize: 1, acquireTimeoutMs: 3000, statementTimeoutMs: 0 });
    try {
      expect(await checkNeeds(opened)).toEqual([]);
    } finally {
      await opened.close();
      await database.drop();
    }
  });
});

describe('what is lacking is found and named', () => {
  let url: string;
  let dropMigrated: () => Promise<void>;
  beforeAll(async () => {
    ({ url, drop: dropMigrated } = await migratedDatabase());
  });
  afterAll(() => dropMigrated());

  /** The messages about a database changed so, with the eyes of `role`. */
  async function lacking(change: string, role?: string): Promise<readonly string[]> {
    const opened = openDatabase({ url, poolSize: 1, acquireTimeoutMs: 3000, statementTimeoutMs: 0 });
    try {
      return await opened.transaction(async (transaction) => {
        for (const text of [change, ...(role === undefined ? [] : [`set local role ${role}`])]) {
          await transaction.query({ name: 'test', text });
        }
        const found = await checkNeeds(transaction);
        throw new Found(found.map(({ message }) => message));
      });
    } catch (error) {
      if (error instanceof Found) return error.messages;
      throw error;
    } finally {
      await opened.close();
    }
  }

  test.each([
    ['drop table ai_agent_providers', ['The table ai_agent_providers is missing.']],
    [
      'alter table system_performance_metrics drop column value',
      ['The column value of system_performance_metrics is missing.'],
    ],
    [
      'alter table messages alter content type varchar(9)',
      ['The column content of messages is character varying, and the code needs text.'],
    ],
    ['alter table users alter email type varchar(900)', []],
    ['alter table users add column nickname text', []],
    ['alter table users add column nickname text not null default $$$$', []],
    [
      'alter table telemetry_events add column source text not null',
      ['The column source of telemetry_events must be given and has no default, and this build does not know it.'],
    ],
    ['alter table users drop constraint users_email_key', ['users has no unique key on email.']],
    [
      'drop function cleanup_old_telemetry(integer)',
      ['The function cleanup_old_telemetry(integer) is missing, or this role may not call it.'],
    ],
    ['alter table users set schema pg_temp', ['The table users is missing.']],
  ])('%s', async (change, messages) => {
    if (change.includes('pg_temp')) {
      // Another schema than those that are searched.
      expect(await lacking('create schema elsewhere; alter table users set schema elsewhere')).toEqual(messages);
      return;
    }
    expect(await lacking(change)).toEqual(messages);
  });

  test('rights of the role that serves, its sequences included', async () => {
    const grants = `create role backend_needs_reader; grant select on all tables in schema public to backend_needs_reader;
      grant insert, update, delete on telemetry_events to backend_needs_reader`;
    const messages = await lacking(grants, 'backend_needs_reader');
    expect(messages).toContain('This role may not insert in telemetry_errors.');
    expect(messages).toContain(
      'This role may not take numbers from telemetry_events_id_seq, so it cannot insert into telemetry_events.',
    );
    expect(messages).not.toContain('This role may not select in users.');
    expect(messages.filter((message) => message.includes('insert in telemetry_events'))).toEqual([]);
  });
});

class Found extends Error {
  readonly messages: readonly string[];
  constructor(messages: readonly string[]) {
    super('found');
    this.messages = messages;
  }
}
