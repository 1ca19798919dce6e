import { waitUntil } from '@plumbline/testkit';
import { describe, expect, test } from 'vitest';
import { type Check, examine } from '../../src/index.ts';
import { checkBlockers } from '../../src/runner/doctor/check-activity.ts';
import { lockHolder } from './lock-holder.ts';
import { type Scratch, scratch } from './scratch.ts';

const files = { '001_users.sql': 'create table users (id int);' };

async function checks(db: Scratch, url = db.url): Promise<Record<string, Check>> {
  const { checks: found } = await examine({ url, directory: db.directory, connectWaitMs: 0 });
  return Object.fromEntries(found.map((check) => [check.name, check]));
}

/** The URL with a role of the test's own, which may do nothing. */
async function withRole(db: Scratch, options = ''): Promise<string> {
  const role = `doctor_${Math.random().toString(36).slice(2)}`;
  await db.query(`create role ${role} login password 'secret-word' ${options}`);
  const url = new URL(db.url);
  url.username = role;
  url.password = 'secret-word';
  return url.href;
}

describe('doctor', () => {
  test('finds nothing to complain of in a database that is well', async () => {
    const db = await scratch(files);
    await db.migrate();
    const result = await examine({ url: db.url, directory: db.directory });
    expect(result.checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(result.ok).toBe(true);
    expect(result.checks.map(({ name }) => name)).toEqual([
      ...['connection', 'tls', 'version', 'writable', 'pooler', 'encoding', 'strings', 'privileges', 'history-table'],
      ...['lock', 'blockers', 'connections', 'timeouts', 'indexes', 'extensions', 'disk', 'files'],
    ]);
  });

  test('writes nothing', async () => {
    const db = await scratch(files);
    expect((await checks(db))['history-table']).toMatchObject({
      state: 'ok',
      what: expect.stringContaining('will be made'),
    });
    expect(await db.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
  });

  test('no connection: says why, without the password', async () => {
    const db = await scratch(files);
    const url = new URL(db.url);
    url.password = 'wrong-secret';
    url.port = '1';
    const result = await examine({ url: url.href, directory: db.directory, connectWaitMs: 0 });
    expect(result).toMatchObject({ ok: false, checks: [{ name: 'connection', state: 'fail' }] });
    expect(JSON.stringify(result)).not.toContain('wrong-secret');
  });

  test('a role that may do nothing: which GRANT is missing', async () => {
    const db = await scratch(files);
    await db.query('revoke create on schema public from public');
    const url = await withRole(db);
    const before = await checks(db, url);
    expect(before.privileges).toMatchObject({
      state: 'fail',
      remedy: [expect.stringMatching(/^GRANT CREATE ON SCHEMA public TO doctor_\w+;$/)],
    });
    expect(before['history-table']).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('may not make its schema'),
    });
    await db.migrate();
    expect((await checks(db, url))['history-table']).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('may not read'),
    });
    for (const { name, state } of Object.values(before)) {
      // What it is told to grant, it may then do.
      if (state === 'fail') expect(['privileges', 'history-table']).toContain(name);
    }
    const role = new URL(url).username;
    await db.query(`grant create on schema public to ${role}; grant usage on schema plumbline to ${role}`);
    await db.query(`grant select on plumbline.history to ${role}`);
    expect((await checks(db, url))['history-table']?.what).toContain('may not write');
    await db.query(`grant insert, update on plumbline.history to ${role}`);
    const after = await checks(db, url);
    expect([after.privileges?.state, after['history-table']?.state]).toEqual(['ok', 'ok']);
  });

  test('a transaction that was left open', async () => {
    const db = await scratch(files);
    const [other, client] = [await db.connect(), await db.connect()];
    await other.query("set application_name = 'left open'; begin; select 1");
    expect((await checks(db)).blockers?.state).toBe('ok');
    const [row] = await db.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 'left open'",
    );
    const check = await checkBlockers({ client }, { idle: '0 seconds', busy: '5 minutes' });
    expect(check).toMatchObject({
      state: 'warn',
      what: expect.stringMatching(/^1 long transaction: process \d+ \(left open\) of \S+, idle in transaction for /),
      remedy: [`If nobody needs it any more: SELECT pg_terminate_backend(${row?.pid});`],
    });
    await other.query('rollback');
    expect((await checkBlockers({ client }, { idle: '0 seconds', busy: '0 seconds' })).state).toBe('ok');
  });

  test('who migrates right now', async () => {
    const db = await scratch({ ...files, '002_slow.sql': 'select pg_sleep(5)' });
    const running = db.migrate();
    await waitUntil('the migration lock is held', async () => (await db.query(lockHolder)).length > 0);
    expect((await checks(db)).lock).toMatchObject({ state: 'warn', what: expect.stringContaining('(plumbline)') });
    await running;
    expect((await checks(db)).lock?.state).toBe('ok');
  });

  test('an invalid index, and the command that drops it', async () => {
    const db = await scratch(files);
    await db.query('create table t (id int); insert into t values (1), (1)');
    await db.query('create unique index concurrently t_dup on t (id)').catch(() => {});
    expect((await checks(db)).indexes).toMatchObject({
      state: 'warn',
      what: 'An index is invalid: public.t_dup. Writes keep it up, and no query uses it.',
      remedy: ['plumbline repair --drop-invalid-indexes'],
    });
  });

  test('extensions of pending files: one that is not there, and one that is', async () => {
    const db = await scratch({ ...files, '002_ext.sql': 'create extension if not exists plpgsql;' });
    expect((await checks(db)).extensions?.state).toBe('ok');
    db.write({ '003_ext.sql': 'select 1;\ncreate extension "no-such-thing";' });
    expect((await checks(db)).extensions).toMatchObject({
      state: 'fail',
      what: expect.stringMatching(/no-such-thing \(.*003_ext\.sql:2\)/),
    });
  });

  test('timeouts of the role, a full role, a read-only role, a path that leads nowhere', async () => {
    const db = await scratch(files);
    const url = await withRole(db, 'connection limit 1');
    const role = new URL(url).username;
    await db.query(`grant create on schema public to ${role}`);
    await db.query(`alter role ${role} set statement_timeout = '30s'`);
    await db.query(`alter role ${role} set default_transaction_read_only = on`);
    await db.query(`alter role ${role} set search_path = nowhere`);
    const found = await checks(db, url);
    expect(found.timeouts?.what).toContain('statement_timeout = 30000ms');
    expect(found.connections).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('1 of 1 connections of the role'),
    });
    expect(found.writable?.state).toBe('fail');
    expect(found.privileges?.what).toContain('nowhere');
  });

  test('files: conflicts and files that cannot run', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write({ '002_open.sql': 'select $$never closed' });
    expect((await checks(db)).files).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('002_open.sql:1:8'),
    });
    db.write({ '001_users.sql': 'create table users (id bigint);' });
    expect((await checks(db)).files).toMatchObject({ state: 'fail', what: expect.stringContaining('001_users') });
  });

  test('behind a transaction pooler', async () => {
    const db = await scratch(files);
    const client = await db.connect();
    // What a pooler does: the client was told of another process than the one that answers.
    Object.assign(client, { processID: 1 });
    const { checks: found } = await examine({ connection: client, directory: db.directory });
    expect(found.find(({ name }) => name === 'pooler')).toMatchObject({ state: 'warn' });
  });
});
