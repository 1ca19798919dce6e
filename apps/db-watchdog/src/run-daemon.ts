import { version } from '@plumbline/engine/watch';
import { readInChild } from './check/read-in-child.ts';
import type { WatchdogConfig } from './config/watchdog-config.ts';
import type { Log } from './log-line.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** Starts the daemon and looks for the first time; it goes on until a signal ends the process. */
export async function runDaemon(config: WatchdogConfig, log: Log): Promise<void> {
  const watchdog = await startWatchdog({ config, version, log, readFully: readInChild });
  log(
    'info',
    `db-watchdog ${version} listens on ${watchdog.address} and watches ${config.targets.map(({ name }) => name).join(', ')}.`,
  );
  warnOfOpenPort(config, log);
  listen(watchdog, log);
  await watchdog.checkNow();
  // For pm2: the first check is over, or the database is known to be down; both are news that is served.
  process.send?.('ready');
}

function listen(watchdog: Watchdog, log: Log): void {
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

function warnOfOpenPort({ http: { host, token, basic } }: WatchdogConfig, log: Log): void {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (!isLoopback && token === null && basic === null) {
    log('warning', `Everybody who reaches ${host} can read the findings: set WATCHDOG_TOKEN or WATCHDOG_BASIC_AUTH.`);
  }
}
