import { interleave, median, pairedRatio } from './interleave.js';
import { megabytes, milliseconds, printTable, target } from './report.js';
import { runProcess } from './run-process.js';
import { workload } from './workload.js';

const SMALL = 300;
const ROUNDS = 7;

/** Many small files on a server whose disk costs nothing: what is left is the runner's own work. */
export async function measureApplying(server, contenders) {
  const work = workload(server, SMALL);
  const used = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  const runs = contenders.map((contender) => {
    const directory = work.lay(contender);
    const run = (url) => runProcess(contender.command(directory, url), { watched: true });
    return [
      contender.name,
      async () => {
        const usage = await work.inNewDatabase(run);
        used[contender.name].push(usage);
        return usage.ms;
      },
    ];
  });
  const samples = await interleave(Object.fromEntries(runs), ROUNDS);
  work.close();
  const base = samples.psql ?? samples.plumbline;
  const ratio = (name) => pairedRatio(samples[name], base);
  printTable(
    `Applying ${SMALL} small files: a fresh process, median of ${ROUNDS}`,
    ['', 'wall', samples.psql === undefined ? 'of plumbline' : 'of psql', 'own CPU', 'most memory'],
    contenders.map(({ name }) => {
      const cpu = milliseconds(median(used[name].map(({ cpuMs }) => cpuMs)));
      const memory = megabytes(median(used[name].map(({ peakBytes }) => peakBytes)));
      return [name, milliseconds(median(samples[name])), `${ratio(name).toFixed(2)}x`, cpu, memory];
    }),
  );
  const peers = contenders.filter(({ name }) => name !== 'plumbline' && name !== 'psql');
  const [fastest] = peers.map(({ name }) => name).sort((a, b) => ratio(a) - ratio(b));
  return [
    ...(samples.psql === undefined ? [] : [target(`${SMALL} small files: plumbline to psql`, ratio('plumbline'), 1.3)]),
    target(
      `${SMALL} small files: plumbline to ${fastest}, the fastest from npm`,
      pairedRatio(samples.plumbline, samples[fastest]),
      1,
    ),
  ];
}
