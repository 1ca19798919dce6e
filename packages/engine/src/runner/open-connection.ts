import type { Client } from 'pg';
import { connect, newClient, targetOf } from '../db/connect.ts';
import { isWrongConfiguration } from '../db/sqlstates.ts';
import { PlumblineError } from '../errors.ts';
import { serverFailure } from '../server-failure.ts';
import type { Target } from '../target.ts';
import type { Settings } from './options.ts';

/** Where the settings point to, without connecting. */
export function targetOfSettings(settings: Settings): Target {
  return targetOf(settings.client ?? newClient(settings.server, settings.application));
}

/**
 * Opens a connection to the database of the settings, waiting for a server that is starting up.
 *
 * @throws PlumblineError `connection-failed`, `configuration-refused`, with the diagnosis in its details
 */
export async function openConnection(settings: Settings): Promise<Client> {
  try {
    return await connect({
      server: settings.server,
      application: settings.application,
      waitMs: settings.connectWaitMs,
      signal: settings.signal,
      onRetry: (attempt, delayMs, reason) => settings.onEvent({ type: 'connect-retry', attempt, delayMs, reason }),
    });
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    if (settings.signal?.aborted === true)
      throw new PlumblineError('aborted', 'Stopped while connecting; nothing was changed.');
    const failure = serverFailure(error);
    const target = targetOfSettings(settings);
    const { diagnose } = await import('../diagnose/diagnose.ts');
    const diagnosis = diagnose({ failure, target });
    const code = isWrongConfiguration(failure.sqlstate) ? 'configuration-refused' : 'connection-failed';
    throw new PlumblineError(
      code,
      `No connection to database "${target.database}" at ${target.host}:${target.port} as "${target.user}": ${failure.message}`,
      { failure, diagnosis, remedy: diagnosis.remedy },
      error,
    );
  }
}
