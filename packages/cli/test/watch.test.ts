import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { tcpProxy } from '@plumbline/testkit';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { webhookReceiver } from '../../../apps/db-watchdog/test/webhook-receiver.ts';
import { build, emptyDirectory, type Project, plumbline, project } from './command-line.ts';

beforeAll(build);

const files = {
  '001_users.sql': 'create table users (id integer generated always as identity primary key, email text not null);',
  '002_agents.sql':
    'create table agents (id integer primary key, user_id integer references users (id));\ncreate index agents_user on agents (user_id);',
};
const LOOK = ['watch', '--once'];

/** A migrated project, whose database is what its files say. */
async function migrated(): Promise<Project> {
  const made = await project(files);
  expect((await made.run(['migrate'])).exitCode).toBe(0);
  return made;
}

/** Somebody between the command and the server, who says nothing after a while. */
async function between(serverUrl: string, isSilent: (connection: number, bytes: number) => boolean): Promise<string> {
  let connections = 0;
  const { url, close } = await tcpProxy(serverUrl, (client, toServer) => {
    const number = ++connections;
    let bytes = 0;
    const server = toServer();
    client.pipe(server);
    server.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (!isSilent(number, bytes)) client.write(chunk);
    });
  });
  onTestFinished(close);
  return url;
}

describe('plumbline watch --once', () => {
  test('a database that is what its migrations say: one line, and 0', async () => {
    const { run, password, directory } = await migrated();
    const { exitCode, stdout, stderr } = await run(LOOK);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^✓ \w+ is what its migrations say \(primary, PostgreSQL \d+\.\d+, compared with [^,]+, [\d.]+ m?s\)\n$/,
    );
    const state = join(directory, '.plumbline/watchdog.json');
    expect(readFileSync(state, 'utf8')).not.toContain(password);
  });

  test('drift is told with its place, why it matters and what to do, and ends with 4', async () => {
    const { run, query } = await migrated();
    await query('drop table agents');
    const { exitCode, stdout } = await run(LOOK);
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^✗ \w+ is not what its migrations say: 1 critical finding \(/);
    expect(stdout).toMatch(
      /\n {2}✗ .*agents.*\n {6}migrations\/002_agents\.sql:1 {2}critical, missing-relation, since \d{4}-/,
    );
    expect(stdout).toContain('→');
    expect((await run([...LOOK, '--fail-on', 'nothing'])).exitCode).toBe(2);
  });

  test('what is pending is 3, or fine when that is said; an edited file is 6', async () => {
    const { run, write } = await migrated();
    write({ '003_teams.sql': 'create table teams (id int);' });
    const pending = await run(LOOK);
    expect(pending.exitCode).toBe(3);
    expect(pending.stdout).toContain('! Migration 003_teams: it is not applied yet.');
    expect((await run([...LOOK, '--allow-pending'])).exitCode).toBe(0);
    write({ '001_users.sql': 'create table users (id bigint);' });
    const edited = await run(LOOK);
    expect(edited.stdout).toContain('migration-edited');
    expect(edited.exitCode).toBe(6);
  });

  test('one message when findings appear and one when they are gone, however many runs look', {
    timeout: 240_000,
  }, async () => {
    const { run, query } = await migrated();
    const receiver = await webhookReceiver();
    const env = { WATCHDOG_WEBHOOK_URL: receiver.url };
    const look = (): Promise<number | null> => run(LOOK, env).then(({ exitCode }) => exitCode);
    expect(await look()).toBe(0);
    expect(receiver.received).toEqual([]);
    await query('drop table agents');
    expect([await look(), await look()]).toEqual([4, 4]);
    expect(receiver.received.map(({ message }) => message.event)).toEqual(['appeared']);
    await query(files['002_agents.sql']);
    expect([await look(), await look()]).toEqual([0, 0]);
    expect(receiver.received.map(({ message }) => message.event)).toEqual(['appeared', 'gone']);
    await query('drop table agents');
    await look();
    await run(LOOK, { ...env, WATCHDOG_REMIND_AFTER: '1ms' });
    expect(receiver.received.map(({ message }) => message.event).slice(2)).toEqual(['appeared', 'reminder']);
  });

  test('a message that nobody takes waits for the next run, and is told', async () => {
    const { run, query } = await migrated();
    const gone = await webhookReceiver();
    await gone.close();
    await query('drop table agents');
    const first = await run(LOOK, { WATCHDOG_WEBHOOK_URL: gone.url });
    expect(first.exitCode).toBe(4);
    expect(first.stdout).toContain('! A message by webhook: failed, ECONNREFUSED.');
    expect(first.stdout).toMatch(/! 1 message waiting in \S+watchdog\.json for the next run\./);
    const receiver = await webhookReceiver(gone.port);
    const second = await run(LOOK, { WATCHDOG_WEBHOOK_URL: receiver.url });
    expect(second.stdout).not.toContain('waiting');
    expect(receiver.received.map(({ message }) => message.event)).toEqual(['appeared']);
  });

  test('nobody there is 75, a wrong password is 2, and no password is printed', async () => {
    const { run, url, password } = await migrated();
    const nobody = await run(LOOK, { DATABASE_URL: 'postgres://ann:pearl-of-ann@127.0.0.1:1/shop' });
    expect(nobody.exitCode).toBe(75);
    expect(nobody.stdout).toMatch(
      /^✗ shop does not answer \([\d.]+ m?s\)\n {2}✗ The database does not answer \(connect\)/,
    );
    const wrong = new URL(url);
    wrong.password = 'pearl-of-ann';
    const refused = await run(LOOK, { DATABASE_URL: wrong.href, WATCHDOG_STATE_FILE: 'other.json' });
    expect(refused.stdout).toContain('(auth)');
    expect(refused.exitCode).toBe(2);
    for (const text of [nobody.stdout, nobody.stderr, refused.stdout, refused.stderr]) {
      expect(text).not.toContain('pearl-of-ann');
      expect(text).not.toContain(password);
    }
  });

  test.each<[string, (connection: number, bytes: number) => boolean, RegExp]>([
    ['never answers', () => true, /does not answer[\s\S]*\(timeout\)/],
    [
      'stops answering in the middle of the full read',
      (n, bytes) => n > 1 && bytes > 4_000,
      /schema could not be read/,
    ],
  ])('a server that %s cannot hang the command', async (_name, isSilent, words) => {
    const { run, url } = await migrated();
    const started = Date.now();
    const silent = await run(LOOK, {
      DATABASE_URL: await between(url, isSilent),
      WATCHDOG_CONNECT_TIMEOUT: '3s',
      WATCHDOG_CHECK_TIMEOUT: '10s',
    });
    expect(silent.stdout).toMatch(words);
    expect(silent.exitCode).toBe(75);
    expect(Date.now() - started).toBeLessThan(45_000);
  });

  test('two databases: each has its verdict, and certain bad news wins over one that does not answer', async () => {
    const [shop, billing] = [await migrated(), await migrated()];
    const targets = `shop=${shop.url} billing=${billing.url}`;
    const env = { DATABASE_URL: undefined, WATCHDOG_TARGETS: targets };
    const both = await shop.run(LOOK, env);
    expect(both.stdout).toMatch(/^✓ shop is what.*\n✓ billing is what.*\n$/);
    expect(both.exitCode).toBe(0);
    await billing.query('drop table agents');
    const lost = { ...env, WATCHDOG_TARGETS: `${targets} old=postgres://ann:pearl@127.0.0.1:1/old` };
    const { exitCode, stdout } = await shop.run([...LOOK, '--format', 'json'], lost);
    expect(exitCode).toBe(4);
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({
      command: 'watch',
      ok: false,
      exitCode: 4,
      verdict: 'down',
      databases: [
        { name: 'shop', verdict: 'true', findings: [], server: { role: 'primary' } },
        { name: 'billing', verdict: 'drift', findings: [{ code: 'missing-relation', severity: 'critical' }] },
        { name: 'old', verdict: 'down', up: false },
      ],
      messagesWaiting: 0,
      warnings: [],
      error: null,
    });
  });

  test('a broken state file is set aside and said; one that cannot be written is said', async () => {
    const { run, directory } = await migrated();
    writeFileSync(join(directory, 'state.json'), '{"layout":1,');
    const broken = await run(LOOK, { WATCHDOG_STATE_FILE: 'state.json' });
    expect(broken).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('begins without a memory') });
    const unwritable = await run(LOOK, { WATCHDOG_STATE_FILE: 'state.json/state.json' });
    expect(unwritable).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('cannot be written') });
  });

  test('SIGTERM ends it with 143', async () => {
    const { start, url } = await migrated();
    let asked = 0;
    const silent = await between(url, () => ++asked > 0);
    const running = start(LOOK, { DATABASE_URL: silent, WATCHDOG_CONNECT_TIMEOUT: '1min' });
    await vi.waitFor(() => expect(asked).toBeGreaterThan(0), { timeout: 30_000 });
    running.child.kill('SIGTERM');
    expect(await running.finished).toMatchObject({ exitCode: 143, stderr: 'SIGTERM: stopping ...\n' });
  });
});

test('every wrong variable is told in one message, without its value, and ends with 2', async () => {
  const { exitCode, stdout, stderr } = await plumbline(LOOK, emptyDirectory(), {
    WATCHDOG_TARGETS: 'shop=mysql://ann:pearl-of-ann@db/shop',
    WATCHDOG_SCHEDULE: 'never',
    WATCHDOG_CHECK_TIMEOUT: 'soon',
    WATCHDOG_TOKEN: 'short-pearl',
    WATCHDOG_WEBHOK_URL: 'http://pearl',
  });
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  for (const name of ['WATCHDOG_SCHEDULE', 'WATCHDOG_CHECK_TIMEOUT', 'WATCHDOG_TOKEN', 'WATCHDOG_WEBHOK_URL']) {
    expect(stderr).toContain(name);
  }
  expect(stderr).not.toContain('pearl');
});

test('a port that somebody has is 75 for the daemon, and one that cannot be had is 2, each in a sentence', async () => {
  const { run } = await migrated();
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const taken = await run(['watch'], { WATCHDOG_PORT: String(port) });
  expect(taken).toMatchObject({
    exitCode: 75,
    stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken: set WATCHDOG_PORT`),
  });
  const elsewhere = await run(['watch'], { WATCHDOG_HOST: '192.0.2.1', WATCHDOG_PORT: '0' });
  expect(elsewhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('WATCHDOG_HOST=192.0.2.1') });
});

test('without --once it is the daemon, until a signal', async () => {
  const { start, run } = await migrated();
  const daemon = start(['watch'], { WATCHDOG_PORT: '0' });
  onTestFinished(() => void daemon.child.kill('SIGKILL'));
  await vi.waitFor(() => expect(daemon.stdout()).toContain('is what its migrations say.'), { timeout: 60_000 });
  const address = /listens on (\S+) /.exec(daemon.stdout())?.[1];
  expect(await (await fetch(`${address}/api/status`)).json()).toMatchObject({ verdict: 'true' });
  daemon.child.kill('SIGTERM');
  expect((await daemon.finished).exitCode).toBe(0);
  expect(await run(['watch', '--json'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--once') });
});
