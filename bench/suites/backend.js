// Requests a second and p99 of the backend, which verified its schema when it started, beside a bare Fastify and pg route with
// the same query, in turns on the loopback interface.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startServer } from '@plumbline/testkit';
import autocannon from 'autocannon';

const SECONDS = 5;
const ROUNDS = 3;
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

export async function runSuite() {
  const server = await startServer();
  const children = [];
  try {
    const [backend, token] = await startBackend(server.url, children);
    const bare = await startBare(server.url, children);
    const contestants = [
      { name: 'bare Fastify and pg', url: bare, headers: {} },
      { name: 'backend, gate on', url: backend, headers: { authorization: `Bearer ${token}` } },
    ];
    const results = new Map(contestants.map(({ name }) => [name, []]));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { name, url, headers } of contestants) {
        const result = await autocannon({
          url: `${url}/v1/conversations`,
          headers,
          connections: 20,
          duration: SECONDS,
        });
        if (result.non2xx + result.errors > 0)
          throw new Error(`${name}: ${result.non2xx} refusals, ${result.errors} errors`);
        // The first round warms both up.
        if (round > 0) results.get(name).push({ rate: result.requests.average, p99: result.latency.p99 });
      }
    }
    print(results);
    return [];
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    await server.stop();
  }
}

async function startBackend(url, children) {
  const environment = { DATABASE_URL: url, PORT: '0', RATE_LIMIT_PER_MINUTE: '1000000000', NODE_ENV: 'test' };
  const child = start('../../apps/backend/dist/main.js', environment, children);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  await once(child, 'message');
  // Its word to the parent can arrive before its last line.
  while (!output.includes('"at":"http')) await once(child.stdout, 'data');
  const [, address] = /"at":"(http[^"]+)"/.exec(output);
  const post = async (route, body, headers = {}) => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return (await fetch(`${address}${route}`, request)).json();
  };
  const { token } = await post('/v1/auth/register', { email: 'bench@example.com', password: 'pearl-oyster-1' });
  for (let i = 0; i < 20; i++)
    await post('/v1/conversations', { title: `c${i}` }, { authorization: `Bearer ${token}` });
  return [address, token];
}

async function startBare(url, children) {
  const [address] = await once(start('../backend/bare-server.js', { DATABASE_URL: url }, children), 'message');
  return address;
}

function start(file, environment, children) {
  const child = spawn(process.execPath, [path(file)], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

function print(results) {
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const rows = [...results].map(([name, rounds]) => ({
    name,
    rate: median(rounds.map(({ rate }) => rate)),
    p99: median(rounds.map(({ p99 }) => p99)),
  }));
  for (const { name, rate, p99 } of rows) {
    console.log(`${name.padEnd(22)} ${Math.round(rate).toString().padStart(6)} requests/s   p99 ${p99} ms`);
  }
  console.log(
    `ratio ${(rows[1].rate / rows[0].rate).toFixed(2)} (sign-in, validation, serialisation, limits, log and metrics included)`,
  );
}
