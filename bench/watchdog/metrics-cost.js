import { setTimeout as pause } from 'node:timers/promises';
import { throughPort } from '../runner/bench-server.js';
import { median } from '../runner/interleave.js';
import { printTable, target } from '../runner/report.js';
import { startWireProxy } from '../wire-proxy.js';
import { NEVER, startDaemon, stopAll } from './daemon.js';
import { inRealTime } from './real-time.js';

const MOST_P99_MS = 20;
const SCRAPES = 1000;
const GAP_MS = 10;

/**
 * What a scrape costs, and whom. The daemon's way to the database goes through a proxy that counts what is sent; and
 * while a full check of the largest database runs, over and over, scrapes are timed, in turns with quiet times.
 *
 * @param stopServer takes the database away, for the last scrapes: after this nothing works that needs it
 * @returns targets
 */
export async function metricsCost(database, stopServer) {
  const server = new URL(database.url);
  const proxy = await startWireProxy({ host: server.hostname, port: Number(server.port) });
  const daemon = await startDaemon({ ...database, url: throughPort(database.url, proxy.port) }, { schedule: NEVER });
  const pids = [process.pid, daemon.child.pid];
  try {
    await scrapes(daemon, 100);
    const alone = proxy.take() && (await asked(proxy, () => fullCheck(daemon)));
    const sentByScrapes = await asked(proxy, () => scrapes(daemon, SCRAPES));
    const beside = await asked(proxy, () => Promise.all([fullCheck(daemon), scrapes(daemon, 100)]));
    const { during, between, checks } = await inRealTime(pids, () => besideChecks(daemon));
    await stopServer();
    await proxy.close();
    const gone = await inRealTime(pids, () => scrapes(daemon, 200, GAP_MS));
    print(
      { 'between checks': between, 'during full checks': during, 'database stopped': gone },
      database.tables,
      checks,
    );
    return [
      target(`messages to the server, ${SCRAPES} scrapes`, sentByScrapes, 0, 0),
      target(
        'messages to the server, a full check with 100 scrapes beside it, more than without',
        beside - alone,
        0,
        0,
      ),
      target(`scrapes during a full check of ${database.tables} tables, p99, ms`, quantile(during, 0.99), MOST_P99_MS),
      target('scrapes with the database stopped, p99, ms', quantile(gone, 0.99), MOST_P99_MS),
    ];
  } finally {
    await stopAll([daemon.child]);
  }
}

/** How often the server is spoken to while something happens; a connection counts. */
async function asked(proxy, action) {
  proxy.take();
  await action();
  const { inAll, connections } = proxy.take();
  return inAll + connections;
}

async function fullCheck({ address }) {
  const response = await fetch(`${address}/check`, { method: 'POST' });
  const { verdict } = await response.json();
  if (verdict !== 'true') throw new Error(`The check found ${verdict}.`);
}

/** One scrape after the other. @returns how long each took, in milliseconds */
async function scrapes({ address }, count, gapMs = 0, isOver = () => false) {
  const times = [];
  while (times.length < count && !isOver()) {
    const started = performance.now();
    const response = await fetch(`${address}/metrics`);
    const text = await response.text();
    times.push(performance.now() - started);
    if (response.status !== 200 || !text.includes('db_watchdog_up')) throw new Error(`No metrics: ${response.status}`);
    if (gapMs > 0) await pause(gapMs);
  }
  return times;
}

/** In turns: scrapes while a full check runs until it is over, then as many without one. */
async function besideChecks(daemon) {
  const during = [];
  const between = [];
  let checks = 0;
  while (during.length < SCRAPES) {
    let isOver = false;
    const check = fullCheck(daemon).finally(() => {
      isOver = true;
    });
    const times = await scrapes(daemon, Number.POSITIVE_INFINITY, GAP_MS, () => isOver);
    await check;
    during.push(...times);
    checks += 1;
    between.push(...(await scrapes(daemon, times.length, GAP_MS)));
  }
  return { during, between, checks };
}

function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
}

function print(samples, tables, checks) {
  const cell = (value) => `${value.toFixed(1)} ms`;
  printTable(
    `GET /metrics, ${checks} full checks of ${tables} tables`,
    ['', 'scrapes', 'median', 'p99', 'longest'],
    Object.entries(samples).map(([name, times]) => [
      name,
      times.length,
      cell(median(times)),
      cell(quantile(times, 0.99)),
      cell(quantile(times, 1)),
    ]),
  );
}
