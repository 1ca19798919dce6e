import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { checkNeeds } from '../schema/check-needs.ts';
import type { UnmetNeed } from '../schema/unmet-needs.ts';
import type { MigratedSchema } from './migrate-on-start.ts';
import { EXIT_STAY_STOPPED, EXIT_TRY_AGAIN, StartupFailure } from './startup-failure.ts';

/**
 * The gate: the service listens only when this returns.
 *
 * @throws StartupFailure naming everything that is not as it must be, with the remedy
 */
export async function verifyOnStart(database: Database, migrated: MigratedSchema, log: Logger): Promise<void> {
  const unmet = await look(database);
  if (unmet.length > 0) throw refusal(unmet);
  if (migrated.unknown.length > 0) {
    log.warn(
      { unknown: migrated.unknown },
      'the schema is newer than this build; everything that this build needs is there, so it serves',
    );
  }
}

async function look(database: Database): Promise<readonly UnmetNeed[]> {
  try {
    return await checkNeeds(database);
  } catch (error) {
    const exitCode = databaseFailure(error) === 'unavailable' ? EXIT_TRY_AGAIN : EXIT_STAY_STOPPED;
    const reason = error instanceof Error ? error.message : 'unknown';
    const summary = `The schema cannot be looked at: ${reason}.`;
    throw new StartupFailure(exitCode, summary, summary, error);
  }
}

function refusal(unmet: readonly UnmetNeed[]): StartupFailure {
  const summary = `The database is not what this build needs: ${unmet.map(({ message }) => message).join(' ')}`;
  const lines = unmet.flatMap(({ message, remedy }) => [`  ✗ ${message}`, `    ${remedy}`, '']);
  const head = 'The database is not what this build needs, so the service does not start.';
  return new StartupFailure(EXIT_STAY_STOPPED, summary, [head, '', ...lines].join('\n').trimEnd());
}
