import { type RunningService, start } from './startup/start.ts';
import { EXIT_STOPPED, StartupFailure } from './startup/startup-failure.ts';

/**
 * The process: signals in, exit code out, and word to pm2 when it is ready. 0 stopped as asked while serving, 143 stopped
 * before, 75 try again later, 78 somebody must look first, 1 a fault of the service itself.
 */
const starting = new AbortController();
let service: RunningService | null = null;
let isStopping = false;

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

try {
  service = await start({ environment: process.env, signal: starting.signal });
  if (isStopping) await stopServing(service);
  // pm2 with `wait_ready` waits for this.
  else process.send?.('ready');
} catch (error) {
  if (error instanceof StartupFailure) {
    process.stderr.write(`${error.report}\n`);
    process.exit(error.exitCode);
  }
  throw error;
}

async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (service === null) {
    starting.abort();
    // A step that does not end by the signal ends with the process: no migration is half applied by that.
    setTimeout(() => process.exit(EXIT_STOPPED), 5000).unref();
    return;
  }
  service.logger.info({ signal }, 'stopping');
  await stopServing(service);
}

async function stopServing({ logger, stop: end, stopWithinMs }: RunningService): Promise<void> {
  setTimeout(() => {
    logger.error({ stopWithinMs }, 'requests did not finish in time; the process ends without them');
    process.exit(1);
  }, stopWithinMs).unref();
  await end();
  logger.info('stopped');
  process.exit(0);
}
