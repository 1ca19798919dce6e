import type { DestinationStream, Logger } from 'pino';
import { type Database, openDatabase } from '../database/database.ts';
import { databaseFailure, errorCode } from '../database/database-failure.ts';
import { isSchemaSqlstate } from '../database/schema-sqlstates.ts';
import { createLogger } from '../http/logger.ts';
import { createMeasurementBuffer } from '../metrics/measurement-buffer.ts';
import { createServiceMetrics, type ServiceMetrics } from '../metrics/service-metrics.ts';
import { writeMeasurements } from '../metrics/write-measurements.ts';
import { watchSchema } from '../schema/schema-watch.ts';
import { createService, type Parts } from '../service.ts';
import { type Config, readConfig } from './config.ts';
import { type MigratedSchema, migrateOnStart } from './migrate-on-start.ts';
import { EXIT_STAY_STOPPED, EXIT_TRY_AGAIN, StartupFailure } from './startup-failure.ts';
import { type VerifiedSchema, verifyOnStart } from './verify-on-start.ts';
import { version } from './version.ts';

export interface StartOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Ends a start that is under way. */
  readonly signal: AbortSignal;
  /** Where the log goes; default standard output. */
  readonly logTo?: DestinationStream;
}

export interface RunningService {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  readonly logger: Logger;
  /** How long `stop` may take, in milliseconds, before the process should end anyway. */
  readonly stopWithinMs: number;
  stop(): Promise<void>;
}

/**
 * Configuration, connection, migrations, verification, and only then a server: each step can end the start, and none is
 * skipped.
 *
 * @throws StartupFailure with the exit code and what a person needs to know
 */
export async function start({ environment, signal, logTo }: StartOptions): Promise<RunningService> {
  const { config, warnings } = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL, logTo);
  for (const warning of warnings) logger.warn(warning);
  logger.info({ version, node: process.version, migrate: config.MIGRATE_ON_START }, 'starting');

  const migrated = await migrateOnStart(config, logger, signal);
  const parts = assemble(config, logger);
  try {
    const verified = await verifyOnStart(config, parts.database, migrated.unknown, logger, signal);
    report(parts.metrics, migrated, verified);
    const service = await createService(parts);
    const url = await listen(service.listen, config);
    parts.metrics.startupDuration.set(process.uptime());
    logger.info({ at: url, applied: migrated.applied, appliedNow: migrated.appliedNow.length }, 'ready');
    return { url, logger, stopWithinMs: config.SHUTDOWN_SECONDS * 1000, stop: () => service.stop() };
  } catch (error) {
    await parts.watch.stop();
    await parts.database.close();
    throw error;
  }
}

/** Everything that lives as long as the service, tied together: failures are counted, and make the schema suspect. */
function assemble(config: Config, logger: Logger): Parts {
  const database: Database = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    acquireTimeoutMs: config.DATABASE_ACQUIRE_TIMEOUT_MS,
    statementTimeoutMs: config.DATABASE_STATEMENT_TIMEOUT_MS,
    onFailure: (code, query) => {
      metrics.sqlErrors.inc({ sqlstate: code ?? 'none' });
      if (isSchemaSqlstate(code)) {
        logger.error({ sqlstate: code, query: query.name }, 'a query does not fit the schema');
        watch.suspect();
      }
    },
    onIdleError: (error) => logger.warn({ err: error }, 'an idle connection broke'),
    onAway: (error) => {
      metrics.databaseReachable.set(0);
      logger.error({ err: error }, 'the database is away; queries are refused at once until it is back');
    },
    onBack: (awayMs) => {
      metrics.databaseReachable.set(1);
      logger.info({ awayMs: Math.round(awayMs) }, 'the database is back');
    },
  });
  const buffer = createMeasurementBuffer({
    capacity: config.METRICS_BUFFER_SIZE,
    batchSize: 1000,
    write: (batch) => writeMeasurements(database, batch),
    isPassing: (error) => databaseFailure(error) === 'unavailable',
    onWritten: (count) => metrics.measurementsWritten.inc(count),
    onDropped: (count) => metrics.measurementsDropped.inc(count),
    onFailure: (error) => {
      metrics.measurementFailures.inc();
      logger.warn({ err: error }, 'measurements could not be written');
    },
  });
  const metrics = createServiceMetrics({ pool: database.usage, buffered: buffer.size, version });
  const watch = watchSchema({
    queries: database,
    everyMs: config.SCHEMA_CHECK_SECONDS * 1000,
    onChange: (unmet) => {
      metrics.schemaNeedsUnmet.set(unmet.length);
      if (unmet.length === 0) logger.info('the schema is what this build needs again');
      else
        logger.error(
          { unmet: unmet.map(({ message }) => message) },
          'the schema is not what this build needs any more',
        );
    },
    onError: (error) => logger.warn({ err: error }, 'the schema could not be looked at'),
  });
  return { config, logger, database, metrics, buffer, watch };
}

function report(
  metrics: ServiceMetrics,
  { applied, appliedNow, pending, unknown, durationMs }: MigratedSchema,
  { counts }: VerifiedSchema,
): void {
  for (const [severity, count] of Object.entries(counts)) metrics.schemaFindings.set({ severity }, count);
  metrics.migrations.set({ state: 'applied' }, applied);
  metrics.migrations.set({ state: 'applied_at_start' }, appliedNow.length);
  metrics.migrations.set({ state: 'pending' }, pending.length);
  metrics.migrations.set({ state: 'unknown' }, unknown.length);
  metrics.migrationDuration.set(durationMs / 1000);
  metrics.schemaNewer.set(unknown.length === 0 ? 0 : 1);
}

async function listen(begin: () => Promise<string>, { HOST, PORT }: Config): Promise<string> {
  try {
    return await begin();
  } catch (error) {
    const summary = `Cannot listen on HOST=${HOST} PORT=${PORT}: ${error instanceof Error ? error.message : 'unknown'}.`;
    // Somebody has the port now: as a rule the process that this one replaces.
    const exitCode = errorCode(error) === 'EADDRINUSE' ? EXIT_TRY_AGAIN : EXIT_STAY_STOPPED;
    throw new StartupFailure(exitCode, summary, summary, error);
  }
}
