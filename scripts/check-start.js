// `pnpm start` as a person types it: everything answers where it says, Ctrl-C leaves nothing behind, and it starts again on
// the same data. Bounded in time.
//
//   node scripts/check-start.js
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readyWithinMs = 240_000;
const stopWithinMs = 60_000;

for (const round of ['from what is there', 'again, on the same data']) {
  console.log(`start, ${round}`);
  const addresses = await startAndStop(round.startsWith('again') ? 'Nothing to do' : 'Everything runs');
  for (const address of addresses) if (await answers(address)) fail(`${address} still answers after Ctrl-C.`);
  for (const name of ['pm2', 'start.sock']) {
    if (existsSync(join(root, '.plumbline', name))) fail(`.plumbline/${name} is left behind.`);
  }
}
console.log('ok');

/** @returns the addresses that it printed, all of which answered */
async function startAndStop(sentence) {
  // A process group of its own: what a terminal sends Ctrl-C to.
  const child = spawn('npx', ['--yes', 'pnpm@12', 'start'], {
    cwd: root,
    env: { ...process.env, PORT: '0', WATCHDOG_PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise((resolve) => child.once('close', () => resolve(true)));
  const stop = (signal) => process.kill(-child.pid, signal);
  if (!(await within(readyWithinMs, () => output.includes('Everything runs') || child.exitCode !== null))) {
    stop('SIGTERM');
    fail(`It is not ready after ${readyWithinMs / 1000} s:\n${output}`);
  }
  const addresses = [...output.matchAll(/^ {2}(?:backend|watchdog| {8}) +(http\S+)/gm)].map(([, address]) => address);
  const silent = [];
  for (const address of addresses) if (!(await answers(address))) silent.push(address);
  if (child.exitCode === null) stop('SIGINT');
  if (!(await Promise.race([ended, sleep(stopWithinMs, false, { ref: false })]))) {
    stop('SIGKILL');
    fail(`It does not end within ${stopWithinMs / 1000} s:\n${output}`);
  }
  if (addresses.length !== 6 || silent.length > 0) fail(`Not all of it answers (${silent.join(', ')}):\n${output}`);
  if (!output.includes(sentence)) fail(`It never says "${sentence}":\n${output}`);
  console.log(addresses.map((address) => `  ${address}`).join('\n'));
  return addresses;
}

async function answers(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  // The service has nothing at its root, and says so.
  return response !== null && response.status < 500;
}

async function within(ms, condition) {
  for (const deadline = Date.now() + ms; !condition(); await sleep(200)) if (Date.now() > deadline) return false;
  return true;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
