import { fileURLToPath } from 'node:url';
import { migrate } from '@plumbline/engine';
import { keepsHistory } from './contenders.js';
import { interleave, median, pairedRatio } from './interleave.js';
import { milliseconds, printTable, target } from './report.js';
import { runProcess } from './run-process.js';
import { workload } from './workload.js';

const SELECT_ONE = fileURLToPath(new URL('../peers/select-one.js', import.meta.url));
const FLOOR = 'node + pg + select 1';
const APPLIED = 1000;
const ROUNDS = 7;
/** The two that are compared to a twentieth are measured again by themselves, more often. */
const CLOSE_ROUNDS = 31;

/** A start with every migration applied: what each deployment pays, mostly for nothing. */
export async function measureNothingToDo(server, contenders) {
  const work = workload(server, APPLIED);
  const runs = {};
  const databases = [];
  let inApp;
  for (const contender of contenders.filter(keepsHistory)) {
    const directory = work.lay(contender);
    const url = await server.newDatabase();
    databases.push(url);
    const command = contender.command(directory, url);
    await runProcess(command);
    runs[contender.name] = async () => (await runProcess(command)).ms;
    if (contender.name !== 'plumbline') continue;
    runs[FLOOR] = async () => (await runProcess([process.execPath, SELECT_ONE, url])).ms;
    inApp = () => measureInApp({ url, directory });
  }
  await server.settle();
  const samples = await interleave(runs, ROUNDS);
  const close = await interleave({ plumbline: runs.plumbline, [FLOOR]: runs[FLOOR] }, CLOSE_ROUNDS);
  const inAppMs = await inApp();
  printTable(
    `Nothing to do, ${APPLIED} files applied: a fresh process, median of ${ROUNDS}`,
    ['', 'wall', `of ${FLOOR}`],
    Object.keys(samples).map((name) => {
      return [name, milliseconds(median(samples[name])), `${pairedRatio(samples[name], samples[FLOOR]).toFixed(2)}x`];
    }),
  );
  console.log(`\n  in a process that runs already, by migrate(): ${milliseconds(inAppMs)}, median of ${ROUNDS}`);
  for (const url of databases) await server.dropDatabase(url);
  work.close();
  return [
    target(`nothing to do: plumbline migrate to ${FLOOR}`, pairedRatio(close.plumbline, close[FLOOR]), 1.05),
    target('nothing to do: migrate() in a running process, ms', inAppMs, 40, 1),
  ];
}

async function measureInApp(options) {
  const samples = await interleave(
    {
      migrate: async () => {
        const started = performance.now();
        const { ok, skipped } = await migrate(options);
        if (!ok || skipped.length !== APPLIED) throw new Error('There was something to do.');
        return performance.now() - started;
      },
    },
    ROUNDS,
  );
  return median(samples.migrate);
}
