import { createServer } from 'node:net';
import { freePort } from '../../packages/testkit/dist/index.js';
import { StartRefusal, TRY_AGAIN } from './start-refusal.js';

const parts = [
  { part: 'backend', hostVariable: 'HOST', portVariable: 'PORT', usualPort: '3000' },
  { part: 'watchdog', hostVariable: 'WATCHDOG_HOST', portVariable: 'WATCHDOG_PORT', usualPort: '9847' },
];

/**
 * Where backend and watchdog will listen. Port 0 becomes one that is free; what is no port at all is left to the part to
 * refuse, which names everything else that is wrong as well.
 *
 * @returns { backend: { host, port, url }, watchdog: ... }
 * @throws StartRefusal that names each port that cannot be had, and its variable
 */
export async function chooseAddresses(env) {
  const problems = [];
  const servers = [];
  const chosen = {};
  for (const { part, hostVariable, portVariable, usualPort } of parts) {
    const host = env[hostVariable] || '127.0.0.1';
    const given = env[portVariable] || usualPort;
    const port = given === '0' ? String(await freePort()) : given;
    if (/^\d+$/.test(port) && Number(port) <= 65_535) {
      const outcome = await tryToListen(Number(port), host);
      if (typeof outcome === 'string') problems.push(problemText({ part, host, port, portVariable, code: outcome }));
      else servers.push(outcome);
    }
    const scheme = part === 'watchdog' && env.WATCHDOG_TLS_CERT ? 'https' : 'http';
    chosen[part] = { host, port, url: `${scheme}://${reachable(host)}:${port}` };
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  if (problems.length > 0) throw new StartRefusal(TRY_AGAIN, problems.join('\n'));
  return chosen;
}

/** @returns the listening server, or the code of what is in the way */
function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function problemText({ part, host, port, portVariable, code }) {
  const other = `set ${portVariable} to another port (0 takes a free one)`;
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken, and the ${part} is to listen there: ${other}, or stop who has it.`;
  }
  if (code === 'EACCES')
    return `This account may not listen on port ${port} of ${host}, as the ${part} is to: ${other}.`;
  return `The ${part} cannot listen on port ${port} of ${host} (${code}): ${other}.`;
}

function reachable(host) {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
