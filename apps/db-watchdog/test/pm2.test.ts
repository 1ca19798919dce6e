import { type EmbeddedServer, freePort, startServer } from '@plumbline/testkit';
import { ownPm2, testServer } from '@plumbline/testkit/vitest';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { StatusDocument } from '../src/status/status-document.ts';
import { build, daemonEnvironment } from './daemon.ts';
import { simpleFiles, type WatchedProject, watchedProject } from './watched-project.ts';
import { webhookReceiver } from './webhook-receiver.ts';

const name = 'db-watchdog';
const patiently = { timeout: 60_000, interval: 100 };
const pm2 = ownPm2();

beforeAll(build);
afterAll(() => pm2.end());

/** A watchdog that pm2 started, looking every second. */
interface Watching {
  status(): Promise<StatusDocument>;
  metric(series: RegExp): Promise<number | null>;
  /** Waits until the status is as asked. */
  until(condition: (status: StatusDocument) => boolean): Promise<StatusDocument>;
}

async function startUnderPm2(project: WatchedProject, env: Readonly<Record<string, string>>): Promise<Watching> {
  const port = String(await freePort());
  await pm2.start(name, { ...daemonEnvironment(project), WATCHDOG_PORT: port, ...env });
  onTestFinished(async () => void (await pm2.run(['delete', name])));
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);
  const status = async (): Promise<StatusDocument> => (await get('/api/status')).json() as Promise<StatusDocument>;
  return {
    status,
    async metric(series) {
      const line = (await (await get('/metrics')).text()).split('\n').find((text) => series.test(text));
      return line === undefined ? null : Number(line.split(' ').at(-1));
    },
    until: (condition) =>
      vi.waitFor(async () => {
        const now = await status();
        if (!condition(now)) throw new Error(`It never is as it should: ${JSON.stringify(now.databases, null, 1)}`);
        return now;
      }, patiently),
  };
}

const inSync = /^db_watchdog_schema_in_sync\{/;
const critical = /^db_watchdog_findings\{[^}]*kind="missing-relation",severity="critical"/;
const up = /^db_watchdog_up\{/;

/** Looks that ended after a moment and found nothing wrong. */
function cleanLooksSince({ databases: [database] }: StatusDocument, moment: number): number {
  return (database?.checks ?? []).filter(({ at, outcome }) => Date.parse(at) > moment && outcome === 'true').length;
}

test('under pm2: drift is told within a period, a killed daemon is back with its state, and a stop is a clean end', {
  timeout: 180_000,
}, async () => {
  const project = await watchedProject();
  const receiver = await webhookReceiver();
  const daemon = await startUnderPm2(project, { WATCHDOG_WEBHOOK_URL: receiver.url });
  // With `wait_ready` the command comes back after the first look.
  expect((await daemon.status()).verdict).toBe('true');
  expect(await daemon.metric(inSync)).toBe(1);

  await project.query('drop table agents');
  const dropped = Date.now();
  const drifted = await daemon.until(({ verdict }) => verdict === 'drift');
  // The server's counters, which a quick look asks, may be a second old; the look after that one sees it.
  expect(cleanLooksSince(drifted, dropped)).toBeLessThanOrEqual(1);
  const [finding] = drifted.databases[0]?.findings ?? [];
  expect(finding).toMatchObject({ code: 'missing-relation', identity: 'table public.agents' });
  expect(await daemon.metric(inSync)).toBe(0);
  expect(await daemon.metric(critical)).toBe(1);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), patiently);
  expect(receiver.received[0]?.message).toMatchObject({ event: 'appeared', open: 1 });

  const killed = (await pm2.app(name))?.pid ?? 0;
  expect(killed).toBeGreaterThan(1);
  await daemon.until(({ messagesWaiting }) => messagesWaiting === 0);
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(async () => {
    const app = await pm2.app(name);
    expect(app?.pm2_env).toMatchObject({ status: 'online', restart_time: 1 });
    expect(app?.pid).not.toBe(killed);
  }, patiently);
  const reborn = Date.now();
  const again = await daemon.until(
    ({ databases: [database] }) => (database?.checks ?? []).filter(({ at }) => Date.parse(at) > reborn).length > 2,
  );
  expect(again.databases[0]?.findings[0]?.since).toBe(finding?.since);
  expect(again.databases[0]?.verdictSince).toBe(drifted.databases[0]?.verdictSince);
  expect(receiver.received).toHaveLength(1);

  await project.query(simpleFiles['002_agents.sql'] ?? '');
  await daemon.until(({ verdict }) => verdict === 'true');
  expect(await daemon.metric(inSync)).toBe(1);
  expect(await daemon.metric(critical)).toBe(0);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(2), patiently);
  expect(receiver.received[1]?.message).toMatchObject({ event: 'gone', open: 0 });

  await pm2.run(['stop', name]);
  expect((await pm2.app(name))?.pm2_env).toMatchObject({ status: 'stopped', exit_code: 0, restart_time: 1 });
});

test('under pm2: a database that is restarted is down, then up, and the daemon stays the same process', {
  timeout: 180_000,
}, async () => {
  const server = (await startServer({ source: 'embedded', major: testServer().major as 18 })) as EmbeddedServer;
  onTestFinished(() => server.stop());
  const project = await watchedProject(undefined, server.url);
  const daemon = await startUnderPm2(project, {});
  expect(await daemon.metric(up)).toBe(1);
  const before = await pm2.app(name);
  server.kill('SIGQUIT');
  await daemon.until(({ verdict }) => verdict === 'down');
  expect(await daemon.metric(up)).toBe(0);
  await server.restart();
  const back = Date.now();
  const recovered = await daemon.until(({ verdict }) => verdict === 'true');
  expect(await daemon.metric(up)).toBe(1);
  // The first look after its return, or the one that was under way when it came, and the next.
  const since = (recovered.databases[0]?.checks ?? []).filter(({ at }) => Date.parse(at) > back);
  expect(since.filter(({ outcome }) => outcome !== 'true').length).toBeLessThanOrEqual(1);
  expect(await pm2.app(name)).toMatchObject({ pid: before?.pid, pm2_env: { restart_time: 0 } });
});
