import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/read-config.ts';
import { CannotListen } from './http/cannot-listen.ts';
import { createLog } from './log-line.ts';
import { runDaemon } from './run-daemon.ts';

/** EX_CONFIG of sysexits.h: pm2 leaves an application stopped that ends with it, since another start changes nothing. */
const WRONG_CONFIGURATION = 78;

const log = createLog(process.stdout);

/** The daemon: watches until it is told to stop. */
async function main(): Promise<void> {
  try {
    await runDaemon(readConfig(process.env, process.cwd()), log);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof CannotListen)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof CannotListen ? error.exitCode : WRONG_CONFIGURATION;
  }
}

main().catch((error: unknown) => {
  log('error', `db-watchdog cannot run: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
