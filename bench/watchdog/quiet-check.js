import { createDatabaseCheck } from '../../apps/db-watchdog/dist/check/check-database.js';
import { ask } from '../runner/bench-server.js';
import { median, pairedRatio } from '../runner/interleave.js';
import { printTable, target } from '../runner/report.js';
import { inRealTime } from './real-time.js';

const ROUNDS = 200;
const WARMUPS = 30;
const MOST_MS = 5;
const MOST_RATIO = 2;

const CONFIG = { fullEveryMs: 3_600_000, lockWaitMs: 60_000, statementTimeoutMs: 300_000, connectTimeoutMs: 60_000 };
/** Stands for a full read: what is measured is the check that does not need one. */
const nothingRead = async () => ({
  parts: [],
  findings: {},
  migrations: null,
  historyDigest: null,
  schema: null,
  keys: null,
});

/**
 * What a check costs when the change gate says that nothing changed: the watchdog's own code in this process, on one open
 * connection a size, the sizes in turns.
 *
 * @returns targets
 */
export async function quietChecks(databases) {
  const checks = databases.map(({ tables, url, migrations }) => ({
    tables,
    check: createDatabaseCheck(
      { name: `t${tables}`, url, migrations, schema: 'plumbline', log: null, queries: [] },
      CONFIG,
      nothingRead,
    ),
    wall: [],
    cpu: [],
  }));
  for (const { check } of checks) await check.check(AbortSignal.timeout(60_000), true);
  // A check that has read closes its connection: the next one opens that on which the quiet ones ask.
  for (const { check } of checks) await check.check(AbortSignal.timeout(60_000), false);
  await inRealTime([process.pid, ...(await sessions(databases[0].url))], () => inTurns(checks));
  for (const { check } of checks) await check.close();
  const [smallest] = checks;
  printTable(
    `A quiet check: median of ${ROUNDS}`,
    ['tables', 'client CPU', 'wall', 'CPU of the smallest', 'wall of the smallest'],
    checks.map(({ tables, cpu, wall }) => [
      tables,
      `${median(cpu).toFixed(2)} ms`,
      `${median(wall).toFixed(2)} ms`,
      `${pairedRatio(cpu, smallest.cpu).toFixed(2)}x`,
      `${pairedRatio(wall, smallest.wall).toFixed(2)}x`,
    ]),
  );
  const spread = (name) =>
    Math.max(...checks.map((one) => median(one[name]))) / Math.min(...checks.map((one) => median(one[name])));
  return [
    ...checks.map(({ tables, cpu }) =>
      target(`a quiet check at ${tables} tables, client CPU, ms`, median(cpu), MOST_MS),
    ),
    ...checks.map(({ tables, wall }) => target(`a quiet check at ${tables} tables, wall, ms`, median(wall), MOST_MS)),
    target('a quiet check, dearest size to cheapest, client CPU', spread('cpu'), MOST_RATIO),
    target('a quiet check, dearest size to cheapest, wall', spread('wall'), MOST_RATIO),
  ];
}

async function inTurns(checks) {
  for (let round = 0; round < WARMUPS + ROUNDS; round++) {
    for (const [at] of checks.entries()) {
      const one = checks[(at + round) % checks.length];
      const { wallMs, cpuMs } = await timed(one.check);
      if (round < WARMUPS) continue;
      one.wall.push(wallMs);
      one.cpu.push(cpuMs);
    }
  }
}

/** The server's side of the checks' connections. */
async function sessions(url) {
  const rows = await ask(url, "select pid from pg_stat_activity where application_name = 'db-watchdog'");
  return rows.map(({ pid }) => pid);
}

async function timed(check) {
  const { signal } = new AbortController();
  const before = process.cpuUsage();
  const started = performance.now();
  const { full, server, parts } = await check.check(signal, false);
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const isQuiet = !full && server !== null && parts.some(({ skipped }) => skipped === 'unchanged');
  if (!isQuiet) throw new Error(`That was no quiet check: ${JSON.stringify(parts)}`);
  return { wallMs, cpuMs: (user + system) / 1000 };
}
