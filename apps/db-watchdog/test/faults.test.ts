import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedServer, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { build, startDaemon } from './daemon.ts';
import { holdingProxy } from './holding-proxy.ts';
import { watchedProject } from './watched-project.ts';
import { webhookReceiver } from './webhook-receiver.ts';

beforeAll(build);

test('a database that goes down is up 0, metrics go on, and its return is noticed at the next look', async () => {
  const server = (await startServer({ source: 'embedded', major: testServer().major as 18 })) as EmbeddedServer;
  onTestFinished(() => server.stop());
  const project = await watchedProject(undefined, server.url);
  const receiver = await webhookReceiver();
  const daemon = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: receiver.url });
  await daemon.until(({ verdict }) => verdict === 'true');
  server.kill('SIGQUIT');
  const down = await daemon.until(({ verdict }) => verdict === 'down');
  expect(down.databases[0]?.findings[0]).toMatchObject({ code: 'unreachable', severity: 'critical' });
  const metrics = await daemon.metrics();
  expect(metrics).toMatch(/^db_watchdog_up\{[^}]*\} 0$/m);
  expect(metrics).not.toMatch(/^db_watchdog_schema_in_sync\{/m);
  await vi.waitFor(() => expect(receiver.received[0]?.message.event).toBe('appeared'), { timeout: 30_000 });
  await server.restart();
  const back = Date.now();
  const up = await daemon.until(({ verdict }) => verdict === 'true');
  expect(up.databases[0]?.checks.filter(({ at, outcome }) => outcome === 'down' && Date.parse(at) > back)).toEqual([]);
  await vi.waitFor(() => expect(receiver.received.at(-1)?.message.event).toBe('gone'), { timeout: 30_000 });
});

test('somebody who accepts the connection and never answers cannot hang the daemon', async () => {
  const project = await watchedProject();
  const silent = await holdingProxy(project.url);
  silent.holdAfter(0);
  const daemon = await startDaemon(project, {
    WATCHDOG_TARGETS: `silent=${silent.url} shop=${project.url}`,
    WATCHDOG_CONNECT_TIMEOUT: '2s',
  });
  const both = await daemon.until(
    ({ databases }) =>
      databases.every(({ checks }) => checks.length >= 3) && databases.some(({ verdict }) => verdict === 'true'),
  );
  expect(both.databases.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['silent', 'down'],
    ['shop', 'true'],
  ]);
  expect(await daemon.metrics()).toMatch(
    /^db_watchdog_check_errors_total\{database="silent",reason="timeout"\} ([3-9]|\d\d)/m,
  );
  expect(silent.held()).toBeLessThan(2);
});

test('a check that hangs in the middle is given up with its connection, and the next one works', async () => {
  const project = await watchedProject();
  const daemon = await startDaemon(project, { WATCHDOG_CHECK_TIMEOUT: '4s' });
  await daemon.until(({ verdict }) => verdict === 'true');
  // After a full read there is no session until the next look. (Process 0 would be our own group.)
  const backend = await vi.waitFor(
    async () => {
      const [session] = await project.query<{ pid: number }>(
        "select pid from pg_stat_activity where application_name = 'db-watchdog' and datname = current_database()",
      );
      if (session === undefined) throw new Error('The daemon has no session.');
      return session.pid;
    },
    { timeout: 30_000 },
  );
  // A stopped backend is what a hung network looks like: connected, and silent.
  process.kill(backend, 'SIGSTOP');
  try {
    await daemon.until(({ verdict }) => verdict === 'down');
    await daemon.until(({ verdict }) => verdict === 'true');
  } finally {
    process.kill(backend, 'SIGCONT');
  }
  expect(await daemon.metrics()).toMatch(/^db_watchdog_check_errors_total\{[^}]*reason="timeout"\} [1-9]/m);
});

test('a daemon that is killed is back with its state: since when, and what was told', async () => {
  const project = await watchedProject();
  const receiver = await webhookReceiver();
  const first = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: receiver.url });
  await first.until(({ verdict }) => verdict === 'true');
  await project.query('drop table agents');
  const drifted = await first.until(({ verdict }) => verdict === 'drift');
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 30_000 });
  await vi.waitFor(
    () => {
      const kept = readFileSync(join(project.directory, 'state.json'), 'utf8');
      expect(kept).toContain('"told":{"missing-relation table public.agents"');
      expect(kept).toContain('"queue":[]');
    },
    { timeout: 30_000 },
  );
  first.child.kill('SIGKILL');
  const second = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: receiver.url });
  const again = await second.until(
    ({ databases: [database] }) => (database?.checks.length ?? 0) > (drifted.databases[0]?.checks.length ?? 0),
  );
  expect(again.databases[0]?.findings[0]?.since).toBe(drifted.databases[0]?.findings[0]?.since);
  expect(again.databases[0]?.verdictSince).toBe(drifted.databases[0]?.verdictSince);
  expect(receiver.received).toHaveLength(1);
  await second.stop();
});

test('a broken state file is set aside and said, and the daemon watches', async () => {
  const project = await watchedProject();
  writeFileSync(join(project.directory, 'state.json'), '{"layout":1,"targets":');
  const daemon = await startDaemon(project);
  await daemon.until(({ verdict }) => verdict === 'true');
  expect(daemon.log()).toContain('begins without a memory');
  expect(readdirSync(project.directory).filter((name) => name.startsWith('state.json.broken-'))).toHaveLength(1);
});

test('files that go away are no fault of the database: what cannot be read is named, and their return is seen', async () => {
  const project = await watchedProject();
  const queries = join(project.directory, 'queries.sql');
  writeFileSync(queries, 'select id from users');
  const daemon = await startDaemon(project, { WATCHDOG_QUERIES: queries });
  await daemon.until(({ verdict }) => verdict === 'true');
  renameSync(project.migrations, `${project.migrations}.gone`);
  rmSync(queries);
  const gone = await daemon.until(
    ({ databases: [shop] }) => shop?.parts.filter(({ error }) => error === 'internal').length === 4,
  );
  expect(gone.databases[0]).toMatchObject({ up: true, findings: [] });
  const failed = gone.databases[0]?.parts.filter(({ outcome }) => outcome === 'error') ?? [];
  expect(failed.map(({ area }) => area).sort()).toEqual(['faults', 'history', 'queries', 'schema']);
  renameSync(`${project.migrations}.gone`, project.migrations);
  writeFileSync(queries, 'select id, email from users');
  await daemon.until(({ verdict, databases: [shop] }) => verdict === 'true' && shop?.queries?.checked === 1);
});

test('messages wait while their receiver is gone, also through a restart, and arrive once', async () => {
  const project = await watchedProject();
  const gone = await webhookReceiver();
  await gone.close();
  const first = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: gone.url });
  await first.until(({ verdict }) => verdict === 'true');
  await project.query('drop table agents');
  await first.until(({ messagesWaiting }) => messagesWaiting === 1);
  await first.stop();
  const receiver = await webhookReceiver(gone.port);
  const second = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: receiver.url });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 30_000 });
  await second.until(({ messagesWaiting }) => messagesWaiting === 0);
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]?.message).toMatchObject({ event: 'appeared', open: 1 });
});
