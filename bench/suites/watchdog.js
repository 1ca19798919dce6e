/**
 * What a watchdog costs whom it watches and where it runs: a check that finds nothing changed, a scrape of its metrics, its
 * memory. Ends with 1 when a target is missed. About ten minutes; BENCH_TABLES=76,1000 leaves the largest out;
 * on a machine that does other work BENCH_REALTIME=1 (as root) times without it.
 */
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startServer } from '@plumbline/testkit';
import { printTargets } from '../runner/report.js';
import { watchedDatabases } from '../watchdog/databases.js';
import { fullReads } from '../watchdog/full-read.js';
import { memory } from '../watchdog/memory.js';
import { metricsCost } from '../watchdog/metrics-cost.js';
import { quietChecks } from '../watchdog/quiet-check.js';

const SIZES = (process.env.BENCH_TABLES ?? '76,1000,10000').split(',').map(Number);

/** @returns the targets that were missed */
export async function runSuite() {
  // Without autovacuum, whose writes to the catalogs look like a change: here a full read is one that was asked for.
  const server = await startServer({ settings: { autovacuum: 'off' } });
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await server.stop();
    isStopped = true;
  };
  let databases = [];
  try {
    databases = await watchedDatabases(server, SIZES);
    const quiet = await quietChecks(databases);
    await fullReads(databases);
    const resident = await memory(databases.filter(({ tables }) => tables <= 1000));
    const metrics = await metricsCost(databases.at(-1), stop);
    return printTargets([...quiet, ...resident, ...metrics]);
  } finally {
    await stop();
    for (const { directory } of databases) rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const missed = await runSuite();
  if (missed.length > 0) {
    console.log(`\nMissed: ${missed.map(({ name }) => name).join('; ')}`);
    process.exitCode = 1;
  }
}
