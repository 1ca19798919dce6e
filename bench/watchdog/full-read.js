import { readInChild } from '../../apps/db-watchdog/dist/check/read-in-child.js';
import { median } from '../runner/interleave.js';
import { megabytes, milliseconds, printTable } from '../runner/report.js';
import { childrenOf, processUsage } from './process-usage.js';

const LIMITS = { statementTimeoutMs: 300_000, connectTimeoutMs: 60_000 };

/** What a full read takes in the process that it gets: no target, but the price of a daemon that stays small. */
export async function fullReads(databases) {
  const samples = databases.map(() => []);
  for (let round = 0; round < 3; round++) {
    for (const [at, database] of databases.entries()) samples[at].push(await readOnce(database));
  }
  printTable(
    'A full read, in a process of its own: median of 3',
    ['tables', 'wall', 'its CPU', 'most memory'],
    databases.map(({ tables }, at) => {
      const of = (name) => median(samples[at].map((one) => one[name]));
      return [tables, milliseconds(of('ms')), milliseconds(of('cpuMs')), megabytes(of('peakBytes'))];
    }),
  );
}

async function readOnce({ tables, url, migrations }) {
  let seen = { cpuMs: 0, peakBytes: 0 };
  const look = () => {
    for (const pid of childrenOf(process.pid)) {
      const usage = processUsage(pid);
      if (usage !== null && usage.peakBytes > seen.peakBytes) seen = usage;
    }
  };
  const timer = setInterval(look, 5);
  const started = performance.now();
  const target = { name: `t${tables}`, url, migrations, schema: 'plumbline', log: null, queries: [] };
  const { parts } = await readInChild(target, LIMITS, new AbortController().signal);
  const ms = performance.now() - started;
  clearInterval(timer);
  const failed = parts.find(({ outcome }) => outcome !== 'ok');
  if (failed !== undefined) throw new Error(`The full read of ${tables} tables: ${JSON.stringify(failed)}`);
  return { ms, ...seen };
}
