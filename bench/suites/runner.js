/**
 * The runner against its peers: how often it waits for the server, how long it takes, how much memory. All in one run,
 * in turns, on a server of its own. Ends with 1 when a target is missed.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { measureApplying } from '../runner/applying.js';
import { startBenchServer } from '../runner/bench-server.js';
import { contenders } from '../runner/contenders.js';
import { measureDistance } from '../runner/distance.js';
import { measureMemory } from '../runner/memory.js';
import { measureNothingToDo } from '../runner/nothing-to-do.js';
import { printTargets } from '../runner/report.js';
import { measureRoundTrips } from '../runner/round-trips.js';

const BUNDLING = fileURLToPath(new URL('../../packages/cli/bundling/bundle.js', import.meta.url));

/** @returns the targets that were missed */
export async function runSuite() {
  // The command as it is installed; without a bundle of this build it would run from its modules.
  execFileSync(process.execPath, [BUNDLING], { stdio: 'inherit' });
  const all = await contenders();
  const ours = all.find(({ name }) => name === 'plumbline');
  const server = await startBenchServer();
  try {
    if (!server.inMemory) console.log('The data are on disk, not in memory: wall-clock figures will scatter.');
    const targets = [
      ...(await measureRoundTrips(server, all)),
      ...(await measureNothingToDo(server, all)),
      ...(await measureApplying(server, all)),
      ...(await measureDistance(server, all)),
      ...(await measureMemory(server, ours)),
    ];
    return printTargets(targets);
  } finally {
    await server.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const missed = await runSuite();
  if (missed.length > 0) {
    console.log(`\nMissed: ${missed.map(({ name }) => name).join('; ')}`);
    process.exitCode = 1;
  }
}
