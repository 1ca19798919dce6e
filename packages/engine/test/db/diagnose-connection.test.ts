import type { Socket } from 'node:net';
import { type EmbeddedServer, type PostgresMajor, startServer, type TcpProxy, tcpProxy } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Diagnosis, type MigrateResult, migrate } from '../../src/index.ts';
import { errorResponse } from '../error-response.ts';

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startServer({
    major: testServer().major as PostgresMajor,
    settings: { max_connections: '6', superuser_reserved_connections: '0', max_wal_senders: '0' },
  });
});
afterAll(() => server?.stop());

/** The URL of the server with some parts of it changed. */
function changed(parts: { readonly user?: string; readonly password?: string; readonly database?: string }): string {
  const url = new URL(server.url);
  if (parts.user !== undefined) url.username = parts.user;
  if (parts.password !== undefined) url.password = parts.password;
  if (parts.database !== undefined) url.pathname = `/${parts.database}`;
  return url.href;
}

async function sql(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

interface Refused extends MigrateResult {
  readonly diagnosis: Diagnosis;
}

async function refused(url: string, connectWaitMs = 0): Promise<Refused> {
  const result = await migrate({ url, files: [{ name: '001_x', sql: 'create table x ()' }], connectWaitMs });
  if (result.error === null) throw new Error('It did not fail.');
  const diagnosis = (result.failed?.diagnosis ?? result.error.details.diagnosis) as Diagnosis;
  const words = JSON.stringify([result.error.message, result.error.details, diagnosis]);
  expect(words).not.toContain('s3cret');
  return { ...result, diagnosis };
}

describe('a connection that is refused is explained', () => {
  test('a wrong password', async () => {
    const { error, diagnosis } = await refused(changed({ password: 's3cret' }));
    expect(error).toMatchObject({ code: 'configuration-refused', exitCode: 2 });
    expect(diagnosis.code).toBe('wrong-password');
    expect(diagnosis.remedy.join('\n')).toContain('percent-encoded');
  });

  test('a role that does not exist, where passwords are asked for', async () => {
    const { diagnosis } = await refused(changed({ user: 'nobody_here', password: 's3cret' }));
    expect(diagnosis.code).toBe('wrong-password');
    expect(diagnosis.explanation).toContain('"nobody_here"');
    expect(diagnosis.explanation).toContain('a role that does not exist');
  });

  test('a role that may not log in', async () => {
    await sql("create role idle_role nologin password 's3cret'");
    const { error, diagnosis } = await refused(changed({ user: 'idle_role', password: 's3cret' }));
    expect(error?.exitCode).toBe(2);
    expect(diagnosis.code).toBe('login-refused');
    expect(diagnosis.explanation).toContain('"idle_role"');
  });

  test('no password at all', async () => {
    const { diagnosis } = await refused(changed({ password: '' }));
    expect(diagnosis.code).toBe('password-missing');
  });

  test('a database that does not exist', async () => {
    const { error, diagnosis } = await refused(changed({ database: 'not_here' }));
    expect(error?.exitCode).toBe(2);
    expect(diagnosis).toMatchObject({ code: 'database-missing', title: 'The database "not_here" does not exist' });
    expect(diagnosis.remedy.join('\n')).toContain('CREATE DATABASE "not_here"');
  });

  test('a database that takes no connections', async () => {
    const { diagnosis } = await refused(changed({ database: 'template0' }));
    expect(diagnosis.code).toBe('database-closed');
  });

  test('a host that has no address', async () => {
    const { error, diagnosis } = await refused('postgres://a:s3cret@no-such-host.invalid/app');
    expect(error).toMatchObject({ code: 'connection-failed', exitCode: 75 });
    expect(diagnosis.code).toBe('host-not-found');
    expect(diagnosis.explanation).toContain('"no-such-host.invalid"');
  });

  test('TLS that the server does not have', async () => {
    const { diagnosis } = await refused(`${server.url}?sslmode=require`);
    expect(diagnosis.code).toBe('tls-failed');
    expect(diagnosis.remedy.join('\n')).toContain('sslmode=disable');
  });

  test('a server without a free slot', async () => {
    const clients = await fill();
    try {
      const { error, diagnosis } = await refused(server.url);
      expect(error?.exitCode).toBe(75);
      expect(diagnosis.code).toBe('too-many-connections');
      expect(diagnosis.remedy.join('\n')).toContain('pg_stat_activity');
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });
});

describe('a server that is not there, or not yet', () => {
  test('nobody listens', async () => {
    const { url, close } = await listen(() => {});
    await close();
    const { error, diagnosis } = await refused(url);
    expect(error?.exitCode).toBe(75);
    expect(diagnosis.code).toBe('connection-refused');
    expect(diagnosis.explanation).toContain(new URL(url).host);
  });

  test('it is starting up: it is tried again for as long as allowed', async () => {
    let attempts = 0;
    const { url, close } = await listen((socket) => {
      attempts += 1;
      socket.end(errorResponse('57P03', 'the database system is starting up'));
    });
    const { error, diagnosis } = await refused(url, 1_500);
    await close();
    expect(error?.exitCode).toBe(75);
    expect(diagnosis.code).toBe('server-not-ready');
    expect(attempts).toBeGreaterThan(1);
  });

  test('it closes the connection without a word', async () => {
    const { url, close } = await listen((socket) => socket.destroy());
    const { diagnosis } = await refused(url);
    await close();
    expect(diagnosis.code).toBe('connection-lost');
  });

  test('it is shut down while a migration runs', async () => {
    const own = await startServer({ major: testServer().major as PostgresMajor });
    try {
      const running = migrate({
        url: own.url,
        files: [{ name: '001_x', sql: 'create table x ();\nselect pg_sleep(60);' }],
        connectWaitMs: 0,
        onEvent: (event) => event.type === 'migration-start' && setTimeout(() => own.kill('SIGINT'), 300),
      });
      const { error } = await running;
      expect(error).not.toBeNull();
      expect(error?.exitCode).toBe(75);
    } finally {
      await own.stop();
    }
  });
});

describe('a role that may not write is explained', () => {
  test('a read-only transaction', async () => {
    await sql("create role reader login password 's3cret'; alter role reader set default_transaction_read_only = on");
    await sql('grant all on database postgres to reader; grant all on schema public to reader');
    const { diagnosis } = await refused(changed({ user: 'reader', password: 's3cret' }));
    expect(diagnosis.code).toBe('read-only-transaction');
    expect(diagnosis.remedy.join('\n')).toContain('default_transaction_read_only');
  });

  test('a privilege that is missing, with the owner', async () => {
    await sql("create role guest login password 's3cret'; create table public.owned (id int)");
    await sql('grant create on database postgres to guest; grant all on schema public to guest');
    const result = await migrate({
      url: changed({ user: 'guest', password: 's3cret' }),
      files: [{ name: '001_x', sql: 'alter table owned add column y int' }],
      schema: 'guest_history',
    });
    expect(result.failed?.diagnosis.code).toBe('insufficient-privilege');
    expect(result.failed?.diagnosis.explanation).toContain('Role "guest"');
    expect(result.failed?.diagnosis.explanation).toContain('Its owner is "postgres"');
    expect(result.failed?.diagnosis.remedy[0]).toContain('GRANT "postgres" TO "guest"');
  });
});

/** Takes every slot. */
async function fill(): Promise<pg.Client[]> {
  const clients: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => {});
    try {
      await client.connect();
      clients.push(client);
    } catch {
      return clients;
    }
  }
}

/** A listener in place of a server. */
function listen(onConnection: (socket: Socket) => void): Promise<TcpProxy> {
  return tcpProxy('postgres://a:s3cret@127.0.0.1:1/app', (client) => {
    client.once('data', () => onConnection(client));
  });
}
