// Brings the backend and the watchdog up under pm2-runtime, in the foreground, on the project's own PostgreSQL or on that of
// DATABASE_URL. Ctrl-C, SIGTERM and the terminal's end stop everything that was started here.
//
//   pnpm start          its files are in .plumbline, or in the directory that is given
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseAddresses } from './choose-addresses.js';
import { endLeftovers } from './end-leftovers.js';
import { openDatabase } from './open-database.js';
import { pm2Home } from './pm2-home.js';
import { runApps } from './run-apps.js';
import { bold, dim, say, sayFrom } from './say.js';
import { StartRefusal, TRY_AGAIN } from './start-refusal.js';
import { listenForStop } from './stop-request.js';
import { takeStartLock } from './take-start-lock.js';
import { waitUntilReady } from './wait-until-ready.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = { 'myaiagent-backend': 'backend', 'db-watchdog': 'watchdog' };
/** What an application ends with when another start would end the same way. */
const STAY_STOPPED = 78;

const directory = resolve(process.argv[2] ?? join(root, '.plumbline'));
const stop = listenForStop((name) => say(`\n${name}: stopping everything ...`));

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function start() {
  await mkdir(directory, { recursive: true });
  const giveBack = await takeStartLock(directory);
  try {
    const addresses = await chooseAddresses(process.env);
    const database = await openDatabase(directory, process.env);
    try {
      const env = environment(addresses, database);
      const exitCode = stop.exitCode() ?? (await migrate(env));
      return exitCode === 0 ? await serve(env, addresses, database) : exitCode;
    } finally {
      if (await database.close()) say('PostgreSQL is stopped; its data are kept.');
    }
  } finally {
    await giveBack();
  }
}

function environment({ backend, watchdog }, { url }) {
  const { env } = process;
  return {
    ...env,
    NODE_ENV: env.NODE_ENV || 'development',
    DATABASE_URL: url,
    PORT: backend.port,
    WATCHDOG_PORT: watchdog.port,
    // The backend's own; of databases that are named one by one nobody knows whose they are.
    WATCHDOG_QUERIES: env.WATCHDOG_QUERIES ?? (env.WATCHDOG_TARGETS ? '' : join(root, 'apps/backend/sql')),
    WATCHDOG_STATE_FILE: env.WATCHDOG_STATE_FILE || join(directory, 'watchdog.json'),
  };
}

/** Before anybody looks at the schema, and with words for a person: the backend would do it too, in its log. */
async function migrate(env) {
  if (env.MIGRATE_ON_START && env.MIGRATE_ON_START !== 'apply') return 0;
  const args = [join(root, 'packages/cli/bin/plumbline.js'), 'migrate'];
  if (env.MIGRATIONS_DIR) args.push('--dir', env.MIGRATIONS_DIR);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const pass = () => child.kill('SIGTERM');
  stop.signal.addEventListener('abort', pass);
  const [code] = await once(child, 'close');
  stop.signal.removeEventListener('abort', pass);
  return stop.exitCode() ?? code ?? 1;
}

/** Runs both until a signal comes, or one of them ends for good. @returns the exit code */
async function serve(env, addresses, database) {
  const home = await pm2Home(directory);
  if ((await endLeftovers(home, root)) > 0)
    say('Applications of a start that was killed were still running; they are ended.');
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true, mode: 0o700 });

  const over = new AbortController();
  stop.signal.addEventListener('abort', () => over.abort());
  if (stop.signal.aborted) over.abort();
  let isReady = false;
  let ended = null;
  const onEnd = (app, exitCode) => {
    const passes = exitCode === TRY_AGAIN || (isReady && exitCode !== STAY_STOPPED);
    if (passes) return sayFrom('start', `The ${parts[app]} ended with ${exitCode}; pm2 starts it again.`);
    ended ??= { part: parts[app], exitCode };
    over.abort();
  };
  const onLine = (app, text) => {
    if (app !== null) sayFrom(parts[app], text);
    else if (!text.startsWith('PM2 log: ')) sayFrom('pm2', text);
  };
  const running = runApps({ root, home, names: Object.keys(parts), env, signal: over.signal, onLine, onEnd });
  const watching = waitUntilReady(
    [`${addresses.backend.url}/readyz`, `${addresses.watchdog.url}/healthz`],
    over.signal,
  );
  void watching.then((answer) => {
    isReady = answer;
    if (answer) say(readyText(addresses, database));
  });
  const outcome = await running;
  const stoppedInOrder = over.signal.aborted;
  over.abort();
  await endLeftovers(home, root);
  await rm(home, { recursive: true, force: true });
  if (ended !== null) {
    // Last, where it is read: pm2 hands on what an application printed later than it tells of its end.
    say(`The ${ended.part} ended with ${ended.exitCode}, as told above, so everything was stopped.`);
    return ended.exitCode;
  }
  if (stoppedInOrder) return isReady ? 0 : stop.exitCode();
  say(`pm2-runtime ended by itself (${outcome.signal ?? outcome.code}).`);
  return outcome.code || 1;
}

function readyText({ backend, watchdog }, { shown, passwordFile }) {
  const password = passwordFile === null ? '' : dim(`   its password is in ${relative(process.cwd(), passwordFile)}`);
  return [
    '',
    bold('Everything runs, until Ctrl-C.'),
    `  backend    ${backend.url}`,
    `             ${backend.url}/docs       ${dim('what it can be asked')}`,
    `             ${backend.url}/readyz     ${dim('ready or not, and why')}`,
    `             ${backend.url}/metrics`,
    `  watchdog   ${watchdog.url}            ${dim('is the schema what the migrations say?')}`,
    `             ${watchdog.url}/metrics`,
    `  database   ${shown}${password}`,
    '',
  ].join('\n');
}
