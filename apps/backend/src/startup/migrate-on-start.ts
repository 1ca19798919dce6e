import {
  failureText,
  type MigrateEvent,
  type MigrateResult,
  migrate,
  type PlumblineError,
  type StatusResult,
  status,
} from '@plumbline/engine';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { failedByEngine } from './failed-by-engine.ts';
import { EXIT_STAY_STOPPED, EXIT_TRY_AGAIN, StartupFailure } from './startup-failure.ts';
import { version } from './version.ts';

/** What the history says after the migrations have had their turn. */
export interface MigratedSchema {
  /** Names applied by this process. */
  readonly appliedNow: readonly string[];
  /** How many of this build's migrations are applied. */
  readonly applied: number;
  readonly pending: readonly string[];
  /** Applied by a newer build: this one has no file for them. */
  readonly unknown: readonly string[];
  readonly durationMs: number;
}

/**
 * Connects, waiting for a server that is starting, and brings the schema up as MIGRATE_ON_START says. However many
 * replicas do it at once, each migration is applied by one of them, and the others wait for it.
 *
 * @throws StartupFailure
 */
export async function migrateOnStart(config: Config, log: Logger, signal: AbortSignal): Promise<MigratedSchema> {
  const options = {
    url: config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL,
    directory: config.MIGRATIONS_DIR,
    connectWaitMs: config.DATABASE_CONNECT_WAIT_SECONDS * 1000,
    application: 'myaiagent-backend',
    allowMissing: true,
    onEvent: (event: MigrateEvent) => tell(log, event),
    signal,
  };
  switch (config.MIGRATE_ON_START) {
    case 'apply': {
      const lockWaitMs = config.MIGRATION_LOCK_WAIT_SECONDS * 1000;
      const result = await migrate({ ...options, lockWaitMs, applicationVersion: version });
      if (result.error !== null) throw failedByEngine(result.error, failureText(result));
      return fromMigrate(result);
    }
    case 'check': {
      const result = await status(options);
      if (result.error !== null) throw failedByEngine(result.error);
      if (result.pending.length > 0) throw arePending(result.pending);
      return fromStatus(result);
    }
    case 'off': {
      const result = await status({ ...options, url: config.DATABASE_URL });
      if (result.error !== null) tolerate(result.error, log);
      return fromStatus(result);
    }
  }
}

function fromMigrate({ applied, skipped, pending, conflicts, durationMs }: MigrateResult): MigratedSchema {
  return {
    appliedNow: applied.map(({ name }) => name),
    applied: applied.length + skipped.length,
    pending,
    unknown: unknownIn(conflicts),
    durationMs,
  };
}

function fromStatus({ migrations, pending, conflicts, durationMs }: StatusResult): MigratedSchema {
  const applied = migrations.filter(({ state }) => state === 'applied' || state === 'cosmetic' || state === 'renamed');
  return { appliedNow: [], applied: applied.length, pending, unknown: unknownIn(conflicts), durationMs };
}

/** In the history, and no file: a newer build was here, or somebody deleted the file. */
function unknownIn(conflicts: MigrateResult['conflicts']): readonly string[] {
  return conflicts.filter(({ state }) => state === 'missing').map(({ name }) => name);
}

function arePending(pending: readonly string[]): StartupFailure {
  const summary = `${pending.length} ${pending.length === 1 ? 'migration is' : 'migrations are'} pending, and MIGRATE_ON_START=check applies none.`;
  const lines = [summary, '', ...pending.map((name) => `  ${name}`), '', 'Apply them first: plumbline migrate.'];
  return new StartupFailure(EXIT_STAY_STOPPED, summary, lines.join('\n'));
}

/** With MIGRATE_ON_START=off the history decides nothing: only a database that cannot be reached stops the start. */
function tolerate(error: PlumblineError, log: Logger): void {
  const { code } = error;
  if (code === 'aborted' || code === 'configuration-refused' || error.exitCode === EXIT_TRY_AGAIN) {
    throw failedByEngine(error);
  }
  log.warn({ code }, `The history of migrations says nothing: ${error.message}`);
}

function tell(log: Logger, event: MigrateEvent): void {
  switch (event.type) {
    case 'connect-retry':
      log.warn({ attempt: event.attempt, reason: event.reason }, 'the database does not answer yet');
      break;
    case 'connected':
      log.info({ database: event.database, user: event.user, serverVersion: event.serverVersion }, 'connected');
      break;
    case 'migration-applied':
      log.info({ migration: event.migration, durationMs: Math.round(event.durationMs) }, 'migration applied');
      break;
    case 'migration-blocked':
    case 'migration-retry':
      log.warn({ migration: event.migration, blockers: event.blockers.length }, 'a migration waits for a lock');
      break;
    case 'reconnecting':
      log.warn({ reason: event.reason }, 'the connection broke while migrating');
      break;
    case 'warning':
      log.warn({ code: event.code, migration: event.migration }, event.message);
      break;
    default:
      log.debug(event, 'migrating');
  }
}
