import { startWireProxy } from '../wire-proxy.js';
import { throughPort } from './bench-server.js';
import { interleave, median, pairedRatio } from './interleave.js';
import { milliseconds, printTable, target } from './report.js';
import { runProcess } from './run-process.js';
import { workload } from './workload.js';

const FILES = 20;
const ROUND_TRIP_MS = 20;
const ROUNDS = 3;

/** The database in another data centre: what counts is how often one waits for it. */
export async function measureDistance(server, contenders) {
  const proxy = await startWireProxy(server, { roundTripMs: ROUND_TRIP_MS });
  const work = workload(server, FILES);
  const runs = contenders.map((contender) => {
    const directory = work.lay(contender);
    const run = (url) => runProcess(contender.command(directory, throughPort(url, proxy.port)));
    return [contender.name, async () => (await work.inNewDatabase(run)).ms];
  });
  const samples = await interleave(Object.fromEntries(runs), ROUNDS);
  work.close();
  await proxy.close();
  const base = samples.psql ?? samples.plumbline;
  printTable(
    `Applying ${FILES} files over a link with ${ROUND_TRIP_MS} ms a round trip: a fresh process, median of ${ROUNDS}`,
    ['', 'wall', samples.psql === undefined ? 'of plumbline' : 'of psql'],
    contenders.map(({ name }) => {
      return [name, milliseconds(median(samples[name])), `${pairedRatio(samples[name], base).toFixed(2)}x`];
    }),
  );
  if (samples.psql === undefined) return [];
  return [
    target(`${FILES} files at ${ROUND_TRIP_MS} ms: plumbline to psql`, pairedRatio(samples.plumbline, base), 0.5),
  ];
}
