import { createHmac } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@plumbline/engine';
import { beforeAll, expect, test, vi } from 'vitest';
import { build, runDaemon, startDaemon } from './daemon.ts';
import { keepSnapshot, simpleFiles, watchedProject } from './watched-project.ts';
import { webhookReceiver } from './webhook-receiver.ts';

beforeAll(build);

const verdictIs = (verdict: string) => (status: { readonly verdict: string }) => status.verdict === verdict;

test('a table that is dropped by hand is seen and told within a period, and so is its return', async () => {
  const project = await watchedProject();
  const receiver = await webhookReceiver();
  const daemon = await startDaemon(project, {
    WATCHDOG_WEBHOOK_URL: receiver.url,
    WATCHDOG_WEBHOOK_SECRET: 'hush',
    WATCHDOG_COMMAND: `cat >> ${join(project.directory, 'messages')}`,
  });
  await daemon.until(verdictIs('true'));
  expect(await daemon.metrics()).toMatch(/^db_watchdog_schema_in_sync\{[^}]*\} 1$/m);

  await project.query('drop table agents');
  const dropped = Date.now();
  const drifted = await daemon.until(verdictIs('drift'));
  // The second that the server's counters take, and half a second more: no look that began after that missed it.
  expect(
    drifted.databases[0]?.checks.filter(({ at, outcome }) => outcome === 'true' && Date.parse(at) > dropped + 1_500),
  ).toEqual([]);
  expect(drifted.databases[0]?.findings[0]).toMatchObject({
    code: 'missing-relation',
    identity: 'table public.agents',
    severity: 'critical',
    origin: expect.stringContaining('002_agents.sql:1'),
  });
  const metrics = await daemon.metrics();
  expect(metrics).toMatch(/^db_watchdog_schema_in_sync\{[^}]*\} 0$/m);
  expect(metrics).toMatch(/^db_watchdog_findings\{[^}]*severity="critical"\} 1$/m);
  expect(metrics).toMatch(/^db_watchdog_objects\{[^}]*kind="table"\} 1$/m);
  expect(metrics).toMatch(/^db_watchdog_expected_objects\{[^}]*kind="table"\} 2$/m);
  expect(metrics).toMatch(/^db_watchdog_schema_changes_total\{[^}]*origin="unknown"\} 1$/m);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 30_000 });
  const [{ headers, body, message }] = receiver.received as [(typeof receiver.received)[0]];
  expect(message).toMatchObject({ event: 'appeared', open: 1 });
  const [, seconds, digest] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-plumbline-signature'])) ?? [];
  expect(digest).toBe(createHmac('sha256', 'hush').update(`${seconds}.${body}`).digest('hex'));

  await project.query(simpleFiles['002_agents.sql'] ?? '');
  await daemon.until(verdictIs('true'));
  await vi.waitFor(() => expect(receiver.received).toHaveLength(2), { timeout: 30_000 });
  expect(receiver.received[1]?.message).toMatchObject({ event: 'gone', open: 0 });
  const told = readFileSync(join(project.directory, 'messages'), 'utf8');
  expect(told).toContain('"event":"appeared"');
  expect(await daemon.stop()).toBe(0);
  expect(daemon.log()).not.toContain(new URL(project.url).password);
});

test('a table that is gone does not hide behind a file that was edited', async () => {
  const project = await watchedProject();
  appendFileSync(join(project.migrations, '001_users.sql'), '\ncreate table more (id integer primary key);');
  await project.query('drop table agents');
  const daemon = await startDaemon(project);
  const { databases } = await daemon.until(verdictIs('drift'));
  expect(databases[0]?.findings.map(({ code, identity }) => `${code} ${identity}`)).toEqual([
    'missing-relation table public.agents',
    'migration-edited migration 001_users',
  ]);
});

test('a quiet check reads nothing again and leaves one connection, which can only read', async () => {
  const project = await watchedProject();
  const daemon = await startDaemon(project);
  await daemon.until(({ databases: [database] }) => (database?.checks.filter(({ full }) => !full).length ?? 0) > 2);
  expect(await daemon.metrics()).toMatch(/^db_watchdog_checks_skipped_total\{[^}]*reason="unchanged"\} [1-9]/m);
  const sessions = await project.query<{ application_name: string }>(
    "select application_name from pg_stat_activity where datname = current_database() and application_name <> ''",
  );
  expect(sessions).toEqual([{ application_name: 'db-watchdog' }]);
  const [setting] = await project.query<{ count: number }>(
    "select count(*)::int from pg_locks l join pg_stat_activity a using (pid) where a.datname = current_database() and a.application_name = 'db-watchdog' and l.relation >= 16384",
  );
  expect(setting?.count).toBe(0);
});

test('a pending migration is one; while it runs the schema is left alone, and then it is the true one', async () => {
  const project = await watchedProject();
  const slow =
    'create table more (id integer primary key);\nselect pg_sleep(3);\ncreate table most (id integer primary key);';
  writeFileSync(join(project.migrations, '003_more.sql'), slow);
  await keepSnapshot(project);
  const daemon = await startDaemon(project);
  const pending = await daemon.until(verdictIs('drift'));
  expect(pending.databases[0]?.findings).toMatchObject([{ code: 'migration-pending', severity: 'minor' }]);
  const migrating = migrate({ url: project.url, directory: project.migrations });
  const during = await daemon.until(({ databases: [database] }) => database?.migrationLock !== null);
  expect(during.databases[0]?.findings.every(({ code }) => code === 'migration-pending')).toBe(true);
  expect((await migrating).error).toBeNull();
  await daemon.until(verdictIs('true'));
  const metrics = await daemon.metrics();
  expect(metrics).toMatch(/^db_watchdog_migrations\{[^}]*state="applied"\} 3$/m);
  expect(metrics).toMatch(/^db_watchdog_schema_changes_total\{[^}]*origin="unknown"\} 0$/m);
  expect(metrics).toMatch(/^db_watchdog_schema_changes_total\{[^}]*origin="engine"\} 1$/m);
});

test('a port that somebody has ends it with 75, in a sentence; nothing is sent, and nothing is written', async () => {
  const project = await watchedProject();
  const first = await startDaemon(project);
  const { port } = new URL(first.address);
  const receiver = await webhookReceiver();
  const stateFile = join(project.directory, 'second.json');
  const message = { id: 'm', event: 'appeared', database: 'shop', at: new Date().toISOString(), summary: 's' };
  const queued = { channel: 'webhook', message, attempts: 0, nextAt: message.at };
  const state = JSON.stringify({ layout: 1, targets: {}, queue: [queued], logs: {} });
  writeFileSync(stateFile, state);
  const { exitCode, log } = await runDaemon(project, {
    WATCHDOG_PORT: port,
    WATCHDOG_STATE_FILE: stateFile,
    WATCHDOG_WEBHOOK_URL: receiver.url,
  });
  expect(log).toBe(
    `Port ${port} of 127.0.0.1 is taken: set WATCHDOG_PORT to another one, or end what listens there. Is this watchdog running already?\n`,
  );
  expect(exitCode).toBe(75);
  expect(receiver.received).toEqual([]);
  expect(readFileSync(stateFile, 'utf8')).toBe(state);
});

test('an address that is not of this machine, and a certificate that is none, end it with 78 and name the variable', async () => {
  const project = await watchedProject();
  const elsewhere = await runDaemon(project, { WATCHDOG_HOST: '192.0.2.1', WATCHDOG_TOKEN: 'a-long-enough-token' });
  expect(elsewhere).toMatchObject({
    exitCode: 78,
    log: expect.stringMatching(/^Cannot listen on WATCHDOG_HOST=192\.0\.2\.1 .*\n$/),
  });
  const cert = join(project.directory, 'cert.pem');
  writeFileSync(cert, 'no certificate');
  const tls = await runDaemon(project, {
    WATCHDOG_TLS_CERT: cert,
    WATCHDOG_TLS_KEY: join(project.directory, 'none.pem'),
  });
  expect(tls).toMatchObject({ exitCode: 78, log: expect.stringContaining('WATCHDOG_TLS_CERT=') });
});

test('a wrong configuration ends the daemon with 78, and says everything that is wrong', async () => {
  const project = await watchedProject();
  const { exitCode, log } = await runDaemon(project, { WATCHDOG_SCHEDULE: 'never', WATCHDOG_PORT: 'high' });
  expect(exitCode).toBe(78);
  expect(log).toContain('WATCHDOG_SCHEDULE');
  expect(log).toContain('WATCHDOG_PORT');
  expect(log).not.toContain(new URL(project.url).password);
});
