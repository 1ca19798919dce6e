import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@plumbline/engine';
import type pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { StartupFailure } from '../src/startup/startup-failure.ts';
import { backend, build, databaseOf } from './backend-process.ts';
import { migratedDatabase, migrationsDirectory } from './migrated-database.ts';
import { startService } from './service-under-test.ts';

/** The report of a start that is refused. */
async function refusal(url: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    const service = await startService({ DATABASE_URL: url, ...environment });
    await service.stop();
  } catch (error) {
    if (!(error instanceof StartupFailure)) throw error;
    expect(error.exitCode).toBe(78);
    return error.report;
  }
  throw new Error('The service started.');
}

/** What a newer build has: one file more than ours. It stays until the test is over. */
async function applyNewer(url: string, sql: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-newer-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(migrationsDirectory, directory, { recursive: true });
  writeFileSync(join(directory, '022_newer.sql'), sql);
  const { error } = await migrate({ url, directory });
  if (error !== null) throw error;
}

const changed = async (...statements: readonly string[]): Promise<{ url: string; client: pg.Client }> => {
  const database = await databaseOf(migratedDatabase());
  for (const statement of statements) await database.client.query(statement);
  return database;
};

describe('a database that is not what the history says', () => {
  beforeAll(build);

  test('lacking ai_agent_providers and system_performance_metrics.value: a real process refuses, names both, says what to do', async () => {
    const { url } = await changed(
      'drop table ai_agent_providers',
      'alter table system_performance_metrics drop column value',
    );
    const { ended, output } = backend({ DATABASE_URL: url });
    expect(await ended).toBe(78);
    expect(output()).toContain('so the service does not start');
    expect(output()).toMatch(/ai_agent_providers/);
    expect(output()).toMatch(/value[^\n]*system_performance_metrics|system_performance_metrics[^\n]*value/);
    expect(output().match(/→/g)?.length).toBeGreaterThanOrEqual(2);
    expect(output()).not.toContain('"msg":"ready"');
  });

  test('lacking a foreign key: the statement that makes it, and what SCHEMA_FAIL_ON says to that', async () => {
    const { url } = await changed('alter table messages drop constraint messages_conversation_id_fkey');
    const report = await refusal(url);
    expect(report).toContain('messages');
    expect(report).toMatch(/001_initial_schema\.sql:\d+/);
    const service = await startService({ DATABASE_URL: url, SCHEMA_FAIL_ON: 'critical' });
    onTestFinished(() => service.stop());
    expect(await service.metric('backend_schema_findings{severity="major"}')).toBe(1);
    expect(service.log()).toContain('the schema differs from the migrations in what stops nothing');
  });

  test('the same with MIGRATE_ON_START off and check', async () => {
    const { url } = await changed('drop table ai_agent_providers');
    for (const policy of ['off', 'check']) {
      expect(await refusal(url, { MIGRATE_ON_START: policy })).toContain('ai_agent_providers');
    }
  });

  test('a role that may not do what the code does is told what to grant', async () => {
    const { url, client } = await changed();
    // Roles belong to the server, which other runs may share.
    const role = `reader_${new URL(url).pathname.slice(1)}`;
    await client.query(`create role ${role} login password 'reader'`);
    onTestFinished(async () => {
      await client.query(`drop owned by ${role}; drop role ${role}`).catch(() => {});
    });
    await client.query(
      `grant usage on schema public to ${role}; grant select on all tables in schema public to ${role}`,
    );
    const own = new URL(url);
    [own.username, own.password] = [role, 'reader'];
    const report = await refusal(own.href, { MIGRATION_DATABASE_URL: url });
    expect(report).toContain('This role may not insert in users.');
    expect(report).toContain('GRANT INSERT ON users');
    expect(report).not.toContain('reader:');
  });
});

describe('an older build that meets a newer schema', () => {
  test('serves when what it needs is there, and says so', async () => {
    const { url } = await changed();
    await applyNewer(
      url,
      `create table invoices (id int primary key); alter table users add column nickname text;
       alter table users add constraint short check (length(nickname) < 9); drop table capability_gaps;
       create index on messages (role)`,
    );
    const service = await startService({ DATABASE_URL: url });
    onTestFinished(() => service.stop());
    await service.signUp();
    expect((await service.request('GET', '/readyz')).status).toBe(200);
    expect(service.log()).toContain('the schema is newer than this build');
    expect(service.log()).toContain('022_newer');
    expect(await service.metric('backend_schema_newer')).toBe(1);
    expect(await service.metric('backend_migrations{state="unknown"}')).toBe(1);
  });

  test.each([
    ['drops a column', 'alter table messages drop column metadata', 'metadata'],
    ['renames a table', 'alter table telemetry_events rename to events', 'telemetry_events'],
    [
      'makes numbers larger than a number of JavaScript',
      'alter table messages alter column id type bigint',
      'messages',
    ],
    ['wants a value that it does not give', 'alter table messages add column tokens int not null', 'tokens'],
  ])('does not serve when the newer one %s that it needs', async (_, sql, name) => {
    const { url } = await changed();
    await applyNewer(url, sql);
    const report = await refusal(url);
    expect(report).toContain(name);
    expect(report).not.toContain('invoices');
  });
});
