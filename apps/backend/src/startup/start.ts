import type { DestinationStream, Logger } from 'pino';
import { errorCode } from '../database/database-failure.ts';
import { createLogger } from '../http/logger.ts';
import type { ServiceMetrics } from '../metrics/service-metrics.ts';
import { createService } from '../service.ts';
import { assemble } from './assemble.ts';
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
