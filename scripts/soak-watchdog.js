// The watchdog for ten minutes with a check every second, on a database that changes now and then, scraped and looked at
// meanwhile. Fails when its memory grows, when a connection or a descriptor is left over, or when it is wrong at the end.
//
//   node scripts/soak-watchdog.js [--minutes 10] [--change-every 20] [--restart] [--major 14]
//
// --restart kills the database in the middle and starts it again.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { inDatabase, root, startServer, withClient } from './soak/soak-server.js';
import { leaksOf, measurementText } from './soak/watchdog-leaks.js';
import { startWatchdog } from './soak/watchdog-process.js';

const options = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    'change-every': { type: 'string', default: '20' },
    restart: { type: 'boolean', default: false },
    major: { type: 'string', default: '18' },
  },
}).values;
const durationMs = Number(options.minutes) * 60_000;
const changeEveryMs = Number(options['change-every']) * 1000;
/** What is done to the schema by hand, and how it is taken back: each makes a full read, and a message. */
const CHANGES = [
  ['alter table users add column soaked integer', 'alter table users drop column soaked'],
  ['create table soaked (id integer primary key)', 'drop table soaked'],
  ['create index soaked on users (email)', 'drop index soaked'],
];
const migrations = join(root, 'migrations');

const server = await startServer(options.major);
try {
  // A database that is killed cannot be dropped by whoever waits for it: the server's own goes with the server.
  process.exitCode = (await inDatabase(server.url, 'soak', soak)) ? 0 : 1;
} finally {
  await server.stop();
}

async function soak(url) {
  const { migrate } = await import(join(root, 'packages/engine/dist/index.js'));
  const { error } = await migrate({ url, directory: migrations });
  if (error !== null) throw error;
  const watchdog = await startWatchdog(url, migrations);
  try {
    const { samples, changes } = await watch(url, watchdog);
    const checks = await watchdog.checks();
    const { verdict } = await watchdog.status();
    const exitCode = await watchdog.stop();
    const left = await sessionsOf(url);
    for (const line of measurementText(samples, { ...checks, changes })) console.log(line);
    const wrong = [
      ...leaksOf(samples),
      ...(checks.full < changes / 2 ? [`only ${checks.full} full reads for ${changes} changes`] : []),
      ...(verdict === 'true' ? [] : [`at the end it says ${verdict} of a schema that is true`]),
      ...(exitCode === 0 ? [] : [`it ended with ${exitCode}`]),
      ...(left === 0 ? [] : [`${left} of its sessions are still there after its end`]),
    ];
    for (const line of wrong) console.error(`FAILED: ${line}`);
    if (wrong.length > 0) console.error(watchdog.log());
    return wrong.length === 0;
  } finally {
    watchdog.kill();
  }
}

/** Until the time is over: changes the schema, scrapes, opens the page, and measures once a second. */
async function watch(url, watchdog) {
  const started = Date.now();
  const elapsed = () => Date.now() - started;
  const samples = [];
  let changes = 0;
  let isRestarted = !options.restart;
  while (elapsed() < durationMs) {
    if (!isRestarted && elapsed() > durationMs / 2) {
      await restart(watchdog);
      isRestarted = true;
    }
    // Whatever was done is taken back before the end.
    const due = Math.floor(elapsed() / changeEveryMs);
    const isLast = elapsed() > durationMs - 2 * changeEveryMs;
    if (due > changes && (!isLast || changes % 2 === 1)) {
      const [change, back] = CHANGES[Math.floor(changes / 2) % CHANGES.length];
      await withClient(url, (client) => client.query(changes % 2 === 0 ? change : back));
      changes += 1;
    }
    samples.push({ minute: elapsed() / 60_000, sessions: await sessionsOf(url), ...watchdog.usage() });
    if (samples.length % 15 === 0) await watchdog.visit();
    if (samples.length % 60 === 0) console.log(measurementText(samples).join('; '));
    await sleep(1000);
  }
  await watchdog.until(({ verdict }) => verdict === 'true');
  return { samples, changes };
}

async function restart(watchdog) {
  server.kill('SIGQUIT');
  await watchdog.until(({ verdict }) => verdict === 'down');
  console.log('the database was killed: the watchdog says so');
  await server.restart();
  await watchdog.until(({ verdict }) => verdict !== 'down');
  console.log('the database is back: the watchdog says so');
}

function sessionsOf(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "select count(*)::int as sessions from pg_stat_activity where application_name = 'db-watchdog' and datname = current_database()",
    );
    return rows[0].sessions;
  });
}
