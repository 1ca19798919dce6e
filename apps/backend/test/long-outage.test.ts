import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, waitUntil, withClient } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { beforeAll, describe, expect, onTestFailed, onTestFinished, test } from 'vitest';
import { type BackendProcess, backend, build } from './backend-process.ts';
import { darkNetwork } from './dark-network.ts';
import { password } from './service-under-test.ts';
import { type Asked, askSteadily } from './steady-requests.ts';

/** Long enough for retries, timeouts and buffers to show what they do. */
const OUTAGE_MS = 30_000;
const POOL_SIZE = 10;

beforeAll(build);

/** One way of being away, on a server of the test's own. */
interface Outage {
  /** What the backend is given. */
  readonly url: string;
  /** What the test asks behind its back. */
  readonly serverUrl: string;
  begin(): void;
  end(): Promise<void>;
}

describe('a database that is away for 30 s while requests keep coming', () => {
  test('because its server is stopped hard', { timeout: 420_000 }, async () => {
    const server = await ownServer();
    await survives({
      url: server.url,
      serverUrl: server.url,
      begin: () => server.kill('SIGKILL'),
      end: () => server.restart(),
    });
  });

  test('because the network swallows everything', { timeout: 420_000 }, async () => {
    const server = await ownServer();
    const network = await darkNetwork(server.url);
    onTestFinished(() => network.close());
    await survives({
      url: network.url,
      serverUrl: server.url,
      begin: () => network.goDark(),
      end: async () => network.comeBack(),
    });
  });
});

async function ownServer() {
  const { major } = testServer();
  const server = await startServer({ major: major as 18 });
  onTestFinished(() => server.stop());
  return server;
}

/** Two backends meet one outage: the second has a buffer that is too small for it. */
async function survives(outage: Outage): Promise<void> {
  const environment = { DATABASE_URL: outage.url, METRICS_FLUSH_SECONDS: '1', RATE_LIMIT_PER_MINUTE: '100000' };
  const first = backend({ ...environment, DATABASE_POOL_SIZE: String(POOL_SIZE) });
  const url = await first.ready;
  const second = backend({ ...environment, METRICS_BUFFER_SIZE: '100', DATABASE_POOL_SIZE: '2' });
  const small = await second.ready;
  onTestFailed(() => {
    for (const { output } of [first, second])
      process.stderr.write(`${output().slice(-3000)}
`);
  });
  const authorization = await signUp(url);
  const kinds = [
    { path: '/v1/conversations', everyMs: 50, headers: { authorization } },
    { path: '/readyz', everyMs: 200 },
    { path: '/healthz', everyMs: 200 },
  ];
  const requests = askSteadily(url, kinds);
  const rssBefore = await metric(url, 'process_resident_memory_bytes');

  outage.begin();
  const began = performance.now();
  await waitUntil('503 on /readyz', async () => (await fetch(`${url}/readyz`)).status === 503);
  const seen = performance.now();
  const readings = [];
  while (performance.now() - began < OUTAGE_MS) {
    await sleep(1000);
    readings.push(await readingOf(url, small));
  }
  await outage.end();
  const ended = performance.now();
  await waitUntil('200 on /readyz', async () => (await fetch(`${url}/readyz`)).status === 200);
  expect(performance.now() - ended).toBeLessThan(5000);
  let refusedOnReturn = 0;
  await waitUntil('200 on the API', async () => {
    const isServed = (await fetch(`${url}/v1/conversations`, { headers: { authorization } })).status === 200;
    if (!isServed) refusedOnReturn += 1;
    return isServed;
  });
  const back = performance.now();
  await sleep(2000);
  await requests.stop();

  const during = requests.asked.filter(({ at, ms }) => at > seen && at + ms < ended);
  const of = (path: string, some: readonly Asked[] = during) => some.filter((asked) => asked.path === path);
  expect(requests.asked.filter(({ status }) => status === null)).toEqual([]);
  // Alive, and not ready, at every moment, with the reason.
  expect(statuses(of('/healthz', requests.asked))).toEqual([200]);
  expect(statuses(of('/readyz'))).toEqual([503]);
  expect(new Set(of('/readyz').map(({ body }) => JSON.stringify([body.ready, body.reasons[0].code])))).toEqual(
    new Set(['[false,"database-unreachable"]']),
  );
  // Every request of the API is refused clearly, and soon.
  const refused = of('/v1/conversations');
  expect(refused.length).toBeGreaterThan(100);
  expect(statuses(refused)).toEqual([503]);
  expect(new Set(refused.map(({ type, body }) => `${type} ${body.type}`))).toEqual(
    new Set(['application/problem+json; charset=utf-8 /problems/unavailable']),
  );
  const settled = requests.asked.filter(({ at }) => at > began + 6000 && at < ended);
  expect(Math.max(...settled.map(({ ms }) => ms))).toBeLessThan(2500);
  expect(percentile(settled, 95)).toBeLessThan(1000);
  // Nothing hangs, whenever it came, and nothing piles up.
  expect(Math.max(...requests.asked.map(({ ms }) => ms))).toBeLessThan(12_000);
  expect(requests.mostUnderWay()).toBeLessThan(200);
  // After the return everything is served.
  expect(statuses(requests.asked.filter(({ at }) => at > back))).toEqual([200]);

  expect(Math.max(...readings.map(({ rss }) => rss)) - rssBefore).toBeLessThan(100 * 1024 * 1024);
  expect(Math.max(...readings.map(({ waiting }) => waiting))).toBeLessThan(100);
  expect(Math.max(...readings.map(({ smallBuffered }) => smallBuffered))).toBeLessThanOrEqual(100);
  const answered = of('/v1/conversations', requests.asked).filter(({ status }) => status === 503).length;
  await keepsMeasurements(outage, url, answered + refusedOnReturn);
  await countsWhatIsDropped(small);
  await holdsNoMoreConnections(outage.serverUrl);
  for (const one of [first, second]) expectStillRunning(one);
}

/** What was measured while it could not be written is in the table: the 503s there are those that were answered. */
async function keepsMeasurements(outage: Outage, url: string, answered: number): Promise<void> {
  const written = `select coalesce(sum((metadata->>'count')::int), 0)::int as count from system_performance_metrics
    where metric_name = 'http_request_duration' and tags @> '{"route":"/v1/conversations","status":"503"}'`;
  await waitUntil('what was measured meanwhile', async () => (await ask(outage.serverUrl, written)).count >= answered);
  expect((await ask(outage.serverUrl, written)).count).toBe(answered);
  expect(await metric(url, 'backend_measurements_dropped_total')).toBe(0);
}

async function countsWhatIsDropped(small: string): Promise<void> {
  expect(await metric(small, 'backend_measurements_dropped_total')).toBeGreaterThan(0);
  expect(await metric(small, 'backend_measurement_flush_failures_total')).toBeGreaterThan(0);
  await waitUntil('an empty buffer', async () => (await metric(small, 'backend_measurements_buffered')) < 10);
}

/** Those that were cut off are the server's to notice; it has noticed none of a dead network, so only its own count. */
async function holdsNoMoreConnections(serverUrl: string): Promise<void> {
  const connections = `select count(*)::int as count from pg_stat_activity
    where application_name = 'myaiagent-backend' and backend_start > now() - interval '20 s'`;
  expect((await ask(serverUrl, connections)).count).toBeLessThanOrEqual(POOL_SIZE + 2);
}

function expectStillRunning({ child, output }: BackendProcess): void {
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  expect(output().match(/"msg":"starting"/g)).toHaveLength(1);
}

async function readingOf(url: string, small: string) {
  const [rss, waiting, smallBuffered] = await Promise.all([
    metric(url, 'process_resident_memory_bytes'),
    metric(url, 'backend_pool_connections{state="waiting"}'),
    metric(small, 'backend_measurements_buffered'),
  ]);
  return { rss, waiting, smallBuffered };
}

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.com', password }),
  });
  const { token } = (await response.json()) as { token: string };
  return `Bearer ${token}`;
}

async function metric(url: string, series: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

async function ask(url: string, text: string): Promise<{ readonly count: number }> {
  const { rows } = await withClient(url, (client) => client.query<{ count: number }>(text));
  return rows[0] ?? { count: Number.NaN };
}

function statuses(asked: readonly Asked[]): readonly (number | null)[] {
  return [...new Set(asked.map(({ status }) => status))];
}

function percentile(asked: readonly Asked[], percent: number): number {
  const sorted = asked.map(({ ms }) => ms).sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length * percent) / 100)] ?? Number.NaN;
}
