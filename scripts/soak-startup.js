// Kills the backend with SIGKILL at random moments of its start, then starts it again and looks at the outcome: it must
// become ready, with each migration applied once. Stops at the first start that does not.
//
//   node scripts/soak-startup.js --kills 50 --seed 1 [--major 14]
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { randomFrom } from './soak/random.js';
import { inDatabase, root, startProcess, startServer, withClient } from './soak/soak-server.js';

const options = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    major: { type: 'string', default: '18' },
  },
}).values;
const kills = Number(options.kills);
const random = randomFrom(Number(options.seed));

const server = await startServer(options.major);
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await server.stop();
}

async function soak() {
  // The first start warms the caches of the machine; the second is the measure.
  await inDatabase(server.url, 'startup', undisturbed);
  const durationMs = await inDatabase(server.url, 'startup', undisturbed);
  console.log(`undisturbed: ready after ${durationMs} ms; ${kills} kills, seed ${options.seed}`);
  const left = new Map();
  const recoveries = [];
  for (let tried = 1; tried <= kills; tried++) {
    const moment = random() * durationMs;
    const { applied, recoveredMs, fault } = await inDatabase(server.url, 'startup', (url) => killAndStart(url, moment));
    if (fault !== null) {
      console.error(`FAILED at kill ${tried} (seed ${options.seed}), after ${Math.round(moment)} ms:\n${fault}`);
      return false;
    }
    left.set(applied, (left.get(applied) ?? 0) + 1);
    recoveries.push(recoveredMs);
  }
  const median = recoveries.toSorted((a, b) => a - b)[Math.floor(recoveries.length / 2)];
  const spread = [...left].sort(([a], [b]) => a - b).map(([applied, count]) => `${applied}: ${count}`);
  console.log(`kills ${kills}, clean starts after them ${kills}, each migration applied once ${kills} times`);
  console.log(`migrations that were applied when it was killed: ${spread.join(', ')}`);
  console.log(`median of the start after a kill ${median} ms`);
  return true;
}

async function undisturbed(url) {
  const started = performance.now();
  const backend = start(url);
  if (!(await backend.ready)) throw new Error(`The undisturbed start failed:\n${backend.output()}`);
  const durationMs = Math.round(performance.now() - started);
  await stop(backend);
  return durationMs;
}

async function killAndStart(url, moment) {
  const killed = start(url);
  await sleep(moment);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const applied = (await history(url)).length;
  const started = performance.now();
  const next = start(url);
  const isReady = await next.ready;
  const recoveredMs = Math.round(performance.now() - started);
  const rows = await history(url);
  await stop(next);
  const once = rows.length === 19 && rows.every(({ state, attempts }) => state === 'applied' && attempts === 1);
  const fault = isReady && once ? null : `${JSON.stringify(rows)}\n${next.output()}`;
  return { applied, recoveredMs, fault };
}

function start(url) {
  const { child, ended, output } = startProcess(process.execPath, [join(root, 'apps/backend/dist/main.js')], {
    env: { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'error' },
    hasChannel: true,
  });
  const told = new Promise((resolve) => child.once('message', (message) => resolve(message === 'ready')));
  return { child, ended, ready: Promise.race([told, ended.then(() => false)]), output };
}

async function stop({ child, ended }) {
  child.kill('SIGTERM');
  await ended;
}

function history(url) {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query("select to_regclass('plumbline.history') is not null as found");
    if (!tables[0].found) return [];
    return (await client.query('select name, state, attempts from plumbline.history order by name')).rows;
  });
}
