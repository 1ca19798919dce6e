import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EmbeddedServer,
  freePort,
  type PostgresMajor,
  passOn,
  startServer,
  tcpProxy,
  waitUntil,
} from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scratch } from '../db/scratch.ts';
import { errorResponse } from '../error-response.ts';

async function ownServer(settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedServer> {
  const server = await startServer({ major: testServer().major as PostgresMajor, settings });
  onTestFinished(() => server.stop());
  return server;
}

const chain = {
  '001_ran.sql': 'create table ran (name text);\ninsert into ran values (1);',
  '002_slow.sql': 'insert into ran values (2);\nselect pg_sleep(2);',
  '003_index.sql':
    'create index concurrently ran_idx on ran (name);\ncreate index concurrently ran_idx2 on ran (name);',
  '004_steps.sql': '-- plumbline: no-transaction\ninsert into ran values (4);\ninsert into ran values (5);',
};

describe('a standby', () => {
  test('that is up to date is fine; with something pending it is refused with what to do', async () => {
    const server = await ownServer();
    const { '002_slow.sql': _slow, ...files } = chain;
    const db = await scratch(files, server.url);
    expect((await db.migrate()).error).toBeNull();
    // A server that finds this file follows a primary, or waits for one: it can only be read.
    writeFileSync(join(server.dataDirectory, 'standby.signal'), '');
    await server.restart();
    expect(await db.migrate()).toMatchObject({ ok: true, error: null, applied: [] });
    db.write({ '005_more.sql': 'create table more ();' });
    const result = await db.migrate();
    expect(result.error?.message).toContain('is a standby: 1 pending');
    expect(result.error?.details.remedy?.join()).toContain('primary');
    expect(result).toMatchObject({ ok: false, pending: ['005_more'] });
  });

  test('without a history says that everything is pending', async () => {
    const server = await ownServer();
    writeFileSync(join(server.dataDirectory, 'standby.signal'), '');
    await server.restart();
    const db = await scratch(chain, server.url);
    expect((await db.migrate()).error?.message).toContain('is a standby: 4 pending');
  });
});

describe('a server that is not there yet', () => {
  test('is waited for', async () => {
    const server = await ownServer();
    const db = await scratch({ '001_t.sql': 'create table t ();' }, server.url);
    server.kill('SIGKILL');
    const retries: string[] = [];
    const running = db.migrate({
      connectWaitMs: 60_000,
      onEvent: (event) => {
        if (event.type === 'connect-retry') retries.push(event.reason);
      },
    });
    await waitUntil('the run has found nobody twice', () => retries.length >= 2);
    await server.restart();
    const result = await running;
    expect(result.error).toBeNull();
    expect(result.applied.map(({ name }) => name)).toEqual(['001_t']);
  });

  test('that answers "starting up" is waited for, and given up with exit code 75', async () => {
    const db = await scratch({ '001_t.sql': 'create table t ();' });
    const url = await startingUp(db.url, 3);
    const result = await db.migrate({ url, connectWaitMs: 30_000 });
    expect(result.error).toBeNull();
    const retries = result.events.filter((event) => event.type === 'connect-retry');
    expect(retries).toHaveLength(3);
    expect(retries[0]).toMatchObject({ reason: 'the database system is starting up' });

    const never = await startingUp(db.url, Number.POSITIVE_INFINITY);
    const refused = await db.migrate({ url: never, connectWaitMs: 700 });
    expect(refused.error).toMatchObject({ code: 'connection-failed', exitCode: 75 });
    expect(refused.error?.message).toContain('starting up');
  });

  test('and never comes is given up within the time', async () => {
    const db = await scratch();
    const url = new URL(db.url);
    url.port = String(await freePort());
    const started = performance.now();
    const result = await db.migrate({ url: url.href, connectWaitMs: 600 });
    expect(result.error).toMatchObject({ code: 'connection-failed', exitCode: 75 });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a server that has no free connection', () => {
  test('is waited for, and said to be full when nobody leaves', async () => {
    const server = await ownServer({ max_connections: '5', superuser_reserved_connections: '0' });
    const db = await scratch({ '001_t.sql': 'create table t ();' }, server.url);
    const others = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
    const refused = await db.migrate({ connectWaitMs: 700 });
    expect(refused.error).toMatchObject({ code: 'connection-failed', exitCode: 75 });
    expect(refused.error?.details.failure).toMatchObject({ sqlstate: '53300' });
    const result = await db.migrate({
      connectWaitMs: 60_000,
      onEvent: (event) => {
        if (event.type === 'connect-retry') void others.pop()?.end();
      },
    });
    expect(result.error).toBeNull();
  });
});

describe('a server that crashes under a run and comes back', () => {
  const places = {
    'a transactional file': "wait_event = 'PgSleep'",
    'CREATE INDEX CONCURRENTLY': "query like '%index concurrently ran_idx %' and wait_event_type = 'Lock'",
  };

  test.each(Object.entries(places))('in %s: the run goes on, and everything ran once', async (place, condition) => {
    const server = await ownServer();
    const db = await scratch(chain, server.url);
    const blocker = await db.connect();
    // An old snapshot, which the build of an index waits for and no file before it.
    if (place !== 'a transactional file') await blocker.query('begin isolation level repeatable read; select 1');
    const watcher = await db.connect();
    const seen: string[] = [];
    const running = db.migrate({
      connectWaitMs: 60_000,
      onEvent: ({ type }) => seen.push(type),
    });
    await waitUntil('the statement is at work', async () => {
      const { rows } = await watcher.query(
        `select from pg_stat_activity where ${condition} and pid <> pg_backend_pid()`,
      );
      return rows.length > 0;
    });
    server.kill('SIGKILL');
    await server.restart();
    expect((await running).error).toBeNull();
    expect(seen).toContain('reconnecting');
    const after = await db.connect();
    const names = (await after.query('select name from ran order by name')).rows.map(({ name }) => String(name));
    expect(names).toEqual(['1', '2', '4', '5']);
    expect((await after.query('select distinct state from plumbline.history')).rows).toEqual([{ state: 'applied' }]);
    expect((await after.query('select from pg_index where not indisvalid')).rows).toEqual([]);
  });
});

/** Answers "starting up" a number of times, then passes everything on to the server. */
async function startingUp(serverUrl: string, times: number): Promise<string> {
  let left = times;
  const { url, close } = await tcpProxy(serverUrl, (client, toServer) => {
    if (left-- <= 0) return passOn(client, toServer());
    client.once('data', () => client.end(errorResponse('57P03', 'the database system is starting up')));
  });
  onTestFinished(close);
  return url;
}
