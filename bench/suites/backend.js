// Requests a second and p99 of the backend with its gate (migrated, verified) and without, in one run by turns on the loopback
// interface; and what lies between a bare Fastify and pg route with the same query and the whole service, a part at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startServer } from '@plumbline/testkit';
import autocannon from 'autocannon';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const CONNECTIONS = 20;
const JWT_SECRET = 'jwt-secret-of-the-benchmark-0123456789';
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const contestants = [
  { name: 'bare Fastify and pg', file: '../backend/bare-server.js' },
  { name: '+ ids, limits, log', file: '../backend/part-server.js', args: ['shell'] },
  { name: '+ schema, page', file: '../backend/part-server.js', args: ['route'] },
  { name: '+ sign-in', file: '../backend/part-server.js', args: ['sign-in'] },
  { name: 'backend, gate off', file: '../backend/ungated-server.js', environment: { SCHEMA_CHECK_SECONDS: '86400' } },
  { name: 'backend, gate on', file: '../../apps/backend/dist/main.js' },
];

export async function runSuite() {
  const server = await startServer();
  const logs = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const children = [];
  try {
    // The last one first: it migrates.
    const running = [];
    for (const contestant of contestants.toReversed()) {
      running.unshift(await start(contestant, server.url, logs, children));
    }
    const authorization = `Bearer ${await fill(running.at(-1).url)}`;
    const results = new Map(contestants.map(({ name }) => [name, []]));
    for (let round = 0; round <= ROUNDS; round++) {
      // Whoever goes first in one round goes last in the next: the machine may slow down or recover meanwhile.
      for (const contestant of round % 2 === 0 ? running : running.toReversed()) {
        const measured = await measure(contestant, authorization);
        // The first round warms all of them up.
        if (round > 0) results.get(contestant.name).push(measured);
      }
    }
    print(results);
    return [];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    await server.stop();
    rmSync(logs, { recursive: true, force: true });
  }
}

async function measure({ name, url, child }, authorization) {
  const before = processorMs(child);
  const { requests, latency, non2xx, errors } = await autocannon({
    url: `${url}/v1/conversations`,
    headers: { authorization },
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} refusals, ${errors} errors`);
  const cost = ((processorMs(child) - before) * 1000) / requests.total;
  return { rate: requests.average, p99: latency.p99, cost };
}

/** What a process has taken of the processors; not a number where the system does not say. */
function processorMs({ pid }) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Starts one that says when it is ready. Its log goes to a file: whoever measures must not be kept busy reading it. */
async function start({ name, file, args = [], environment = {} }, url, logs, children) {
  const port = await freePort();
  const log = openSync(join(logs, `${port}.log`), 'a');
  const common = { DATABASE_URL: url, PORT: String(port), JWT_SECRET, NODE_ENV: 'test' };
  const child = spawn(process.execPath, [path(file), ...args], {
    env: { PATH: process.env.PATH, RATE_LIMIT_PER_MINUTE: '1000000000', ...common, ...environment },
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
  children.push(child);
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (said !== 'ready') throw new Error(`${file} ended before it was ready.`);
  return { name, url: `http://127.0.0.1:${port}`, child };
}

/** Somebody with twenty conversations. @returns a token */
async function fill(url) {
  const post = async (route, body, headers = {}) => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return (await fetch(`${url}${route}`, request)).json();
  };
  const { token } = await post('/v1/auth/register', { email: 'bench@example.com', password: 'pearl-oyster-1' });
  for (let i = 0; i < 20; i++)
    await post('/v1/conversations', { title: `c${i}` }, { authorization: `Bearer ${token}` });
  return token;
}

function print(results) {
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  for (const [name, rounds] of results) {
    const [rate, p99, cost] = ['rate', 'p99', 'cost'].map((key) => Math.round(median(rounds.map((one) => one[key]))));
    const padded = [rate, p99, cost].map((value) => String(value).padStart(5));
    console.log(
      `${name.padEnd(20)} ${padded[0]} requests/s   p99 ${padded[1]} ms   ${padded[2]} µs of processor a request`,
    );
  }
  const [on, off] = ['backend, gate on', 'backend, gate off'].map((name) => results.get(name));
  for (const [key, what] of [
    ['rate', 'requests/s'],
    ['cost', 'processor'],
  ]) {
    const ratios = on.map((one, round) => one[key] / off[round][key]);
    const spread = [Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(2)).join(' to ');
    console.log(`gate on / gate off   ${median(ratios).toFixed(2)} in ${what} (${spread} in ${ratios.length} rounds)`);
  }
}
