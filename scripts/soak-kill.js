// Kills `plumbline migrate` with SIGKILL at random moments, runs it again to the end, and compares the database with that
// of an undisturbed run: structure, validity of indexes, data, history. Stops at the first difference.
//
//   node scripts/soak-kill.js --kills 300 --seed 1 [--major 14]     on an embedded server of its own
//   node scripts/soak-kill.js --kills 12 --seed 1 --url postgres:// on a server that runs; databases are made and dropped
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chain } from './soak/chain.js';
import { databaseState, differences } from './soak/database-state.js';
import { randomFrom } from './soak/random.js';
import { inDatabase, root, startProcess, startServer, withClient } from './soak/soak-server.js';

const options = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    major: { type: 'string', default: '18' },
    url: { type: 'string' },
  },
}).values;
const kills = Number(options.kills);
const random = randomFrom(Number(options.seed));
const directory = mkdtempSync(join(tmpdir(), 'plumbline-soak-'));
for (const [name, sql] of Object.entries(chain)) writeFileSync(join(directory, name), sql);

const server =
  options.url === undefined ? await startServer(options.major) : { url: options.url, stop: async () => {} };
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function soak() {
  const { state: expected, durationMs } = await undisturbed();
  console.log(`undisturbed: ${durationMs} ms, ${expected.length} facts; ${kills} kills, seed ${options.seed}`);
  const result = { tried: 0, inTime: 0, rounds: 0, resumed: 0, askedAgain: 0, recoveries: [], interrupted: new Map() };
  while (result.tried < kills) {
    result.rounds++;
    const report = await round(expected, durationMs, result);
    if (report !== null) {
      console.error(`DIFFERENT after round ${result.rounds} (seed ${options.seed}):\n${report}`);
      return false;
    }
    if (result.rounds % 25 === 0) console.log(`${result.tried} kills, all equal`);
  }
  const version = await withClient(server.url, (client) => client.query('show server_version'));
  summarise(result, version.rows[0].server_version);
  return true;
}

async function undisturbed() {
  // The first run warms the caches of the machine; the second is the measure.
  await inDatabase(server.url, 'soak', async (url) => expectEnd(await run(url)));
  return inDatabase(server.url, 'soak', async (url) => {
    const started = performance.now();
    expectEnd(await run(url));
    const durationMs = Math.round(performance.now() - started);
    return { state: await withClient(url, databaseState), durationMs };
  });
}

/** One to three kills of one chain, then a run to its end. @returns null, or what is wrong */
async function round(expected, durationMs, result) {
  return inDatabase(server.url, 'soak', async (url) => {
    const moments = [];
    do {
      const moment = random() * durationMs;
      const killed = await run(url, moment);
      moments.push(Math.round(moment));
      result.tried++;
      if (killed.signal === 'SIGKILL') result.inTime++;
    } while (random() < 0.3 && result.tried < kills);
    const left = await withClient(url, leftovers);
    for (const name of left) result.interrupted.set(name, (result.interrupted.get(name) ?? 0) + 1);
    if (left.length > 0) result.resumed++;
    const started = performance.now();
    let again = await run(url);
    // 75 asks for another try: on a busy machine a connection can take longer than a run waits for it.
    for (let tries = 1; again.code === 75 && tries < 3; tries++) {
      result.askedAgain++;
      again = await run(url);
    }
    result.recoveries.push(performance.now() - started);
    const said = `killed after ${moments.join(', ')} ms of ${durationMs}; left half done: ${left.join(', ') || 'nothing'}`;
    if (again.code !== 0) return `${said}\nthe next run ended with ${again.code}:\n${again.output}`;
    const found = differences(expected, await withClient(url, databaseState));
    return found.length === 0 ? null : `${said}\n${found.join('\n')}\n${again.output}`;
  });
}

/** Stepwise files that the history has as begun and not finished. */
async function leftovers(client) {
  const { rows: tables } = await client.query("select to_regclass('plumbline.history') is not null as found");
  if (!tables[0].found) return [];
  const { rows } = await client.query("select name from plumbline.history where state = 'running' order by name");
  return rows.map(({ name }) => name);
}

/** @param killAfterMs undefined lets it end by itself */
async function run(url, killAfterMs) {
  const args = [join(root, 'packages/cli/bin/plumbline.js'), 'migrate', '--url', url, '--dir', directory];
  const { child, ended, output } = startProcess(process.execPath, args);
  if (killAfterMs !== undefined) {
    await Promise.race([ended, sleep(killAfterMs)]);
    child.kill('SIGKILL');
  }
  await ended;
  return { code: child.exitCode, signal: child.signalCode, output: output() };
}

function expectEnd({ code, output }) {
  if (code !== 0) throw new Error(`The undisturbed run ended with ${code}:\n${output}`);
}

function summarise({ tried, inTime, rounds, resumed, recoveries, interrupted, askedAgain }, version) {
  const sorted = recoveries.toSorted((a, b) => a - b);
  const median = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  console.log(`kills tried          ${tried} (${inTime} before the run was over)`);
  console.log(`exactly once held    ${tried} of ${tried}, in ${rounds} chains, PostgreSQL ${version}`);
  console.log(`stepwise resumed     ${resumed}`);
  for (const [name, count] of [...interrupted].sort()) console.log(`  ${name.padEnd(18)} ${count}`);
  console.log(`asked to try again   ${askedAgain} (exit code 75)`);
  console.log(`median of the re-run ${median} ms`);
}
