import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median } from './interleave.js';
import { megabytes, printTable, target } from './report.js';
import { runProcess } from './run-process.js';
import { largeFile, smallFiles } from './small-files.js';
import { workload } from './workload.js';

const ROUNDS = 1;
const MEGABYTE = 1e6;
/** What is sent in one message, at most: the text of one file. */
const CASES = [
  { name: '300 small files', files: smallFiles(300), batch: 600 },
  { name: 'one file of 8 MB', files: [largeFile(8 * MEGABYTE)], batch: 8 * MEGABYTE },
  { name: 'one file of 32 MB', files: [largeFile(32 * MEGABYTE)], batch: 32 * MEGABYTE },
];

/** The most memory that a run has resident: a file is sent as one message, so that is what it may grow with. */
export async function measureMemory(server, { lay, command }) {
  const targets = [];
  const rows = [];
  for (const { name, files, batch } of CASES) {
    const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
    lay(files, directory);
    const run = async () => {
      const inDatabase = (url) => runProcess(command(directory, url), { watched: true });
      return (await workload(server, 0).inNewDatabase(inDatabase)).peakBytes;
    };
    const peak = median((await interleave({ run }, ROUNDS)).run);
    rmSync(directory, { recursive: true });
    const most = 60 * MEGABYTE + 2 * batch;
    rows.push([name, megabytes(peak), megabytes(most)]);
    targets.push(target(`most memory, ${name}, MB`, peak / MEGABYTE, most / MEGABYTE, 0));
  }
  printTable(`Most memory while applying: median of ${ROUNDS}`, ['', 'plumbline', '60 MB and twice the message'], rows);
  return targets;
}
