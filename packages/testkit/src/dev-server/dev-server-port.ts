import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../embedded/free-port.ts';

/** Far from 5432, so that a server installed on the machine is never in the way. */
const firstPort = 54_329;
const portsToTry = 50;

/**
 * The port for a start: the one this project had last time, else the first free one from 54329 on. `attempt` counts the
 * ports that were taken between our look and the server's.
 */
export async function chooseDevPort(home: string, attempt: number): Promise<number> {
  const last = Number(await readFile(join(home, 'port'), 'utf8').catch(() => ''));
  if (attempt === 0 && last > 0 && (await freePort(last)) === last) return last;
  for (let port = firstPort + attempt; port < firstPort + portsToTry; port++) {
    if ((await freePort(port)) === port) return port;
  }
  return freePort();
}

/** Remembers the port, so that tools which were told the URL find the same server tomorrow. */
export async function rememberDevPort(home: string, port: number): Promise<void> {
  await writeFile(join(home, 'port'), `${port}\n`, { mode: 0o600 });
}
