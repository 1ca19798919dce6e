import { UsageError } from './usage-error.ts';

const REMEDY = 'Install @plumbline/db-watchdog beside the command.';

/** The watchdog's code, for one look. It comes with the command, and is read by no command but `watch`: see docs/adr/0030. */
export async function loadWatchdog(): Promise<typeof import('@plumbline/db-watchdog')> {
  try {
    return await import('@plumbline/db-watchdog');
  } catch (error) {
    throw asUsageError(error);
  }
}

/** The daemon, with all that it needs to serve. */
export async function loadDaemon(): Promise<typeof import('@plumbline/db-watchdog/daemon')> {
  try {
    return await import('@plumbline/db-watchdog/daemon');
  } catch (error) {
    throw asUsageError(error);
  }
}

function asUsageError(error: unknown): unknown {
  const isMissing =
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("'@plumbline/db-watchdog");
  return isMissing ? new UsageError('The watchdog is not part of this installation.', [REMEDY]) : error;
}
