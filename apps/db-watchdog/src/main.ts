import { version } from '@plumbline/engine';
import { readInChild } from './check/read-in-child.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/read-config.ts';
import type { WatchdogConfig } from './config/watchdog-config.ts';
import { createLog } from './log-line.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** EX_CONFIG of sysexits.h: pm2 leaves an application stopped that ends with it, since another start changes nothing. */
const WRONG_CONFIGURATION = 78;

const log = createLog(process.stdout);

/** The daemon: watches until it is told to stop. */
async function main(): Promise<void> {
  let config: WatchdogConfig;
  try {
    config = readConfig(process.env, process.cwd());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = WRONG_CONFIGURATION;
    return;
  }
  const watchdog = await startWatchdog({ config, version, log, readFully: readInChild });
  log(
    'info',
    `db-watchdog ${version} listens on ${watchdog.address} and watches ${config.targets.map(({ name }) => name).join(', ')}.`,
  );
  warnOfOpenPort(config);
  listen(watchdog);
  await watchdog.checkNow();
  // For pm2: the first check is over, or the database is known to be down; both are news that is served.
  process.send?.('ready');
}

function listen(watchdog: Watchdog): void {
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log('info', `${signal}: stopping.`);
    watchdog.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log('error', `Stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGUSR2', () => void watchdog.checkNow());
}

function warnOfOpenPort({ http: { host, token, basic } }: WatchdogConfig): void {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (!isLoopback && token === null && basic === null) {
    log('warning', `Everybody who reaches ${host} can read the findings: set WATCHDOG_TOKEN or WATCHDOG_BASIC_AUTH.`);
  }
}

main().catch((error: unknown) => {
  log('error', `db-watchdog cannot run: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
