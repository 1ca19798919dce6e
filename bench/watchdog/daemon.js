import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/db-watchdog/dist/main.js', import.meta.url));
/** Once a year: nothing is looked at but what is asked for. */
export const NEVER = '0 0 1 1 *';
export const EVERY_SECOND = '* * * * * *';

/** Starts the watchdog as pm2 does. @returns its process, its address, and when its first look is over */
export async function startDaemon({ url, migrations, directory }, { schedule, onListening = () => {} }) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: url,
      WATCHDOG_MIGRATIONS: migrations,
      WATCHDOG_SCHEDULE: schedule,
      WATCHDOG_JITTER: '0',
      WATCHDOG_CHECK_TIMEOUT: '10min',
      WATCHDOG_STATEMENT_TIMEOUT: '5min',
      WATCHDOG_PORT: '0',
      WATCHDOG_STATE_FILE: join(mkdtempSync(join(directory, 'state-')), 'state.json'),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  const ready = once(child, 'message');
  const listening = () => /listens on (\S+) /.exec(log)?.[1];
  while (listening() === undefined) {
    if (child.exitCode !== null) throw new Error(`The daemon ended with ${child.exitCode}:\n${log}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  onListening(child);
  await ready;
  return { child, address: listening() };
}

export async function stopAll(children) {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
}
