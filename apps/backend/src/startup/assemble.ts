import type { Logger } from 'pino';
import { type Database, openDatabase } from '../database/database.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { isSchemaSqlstate } from '../database/schema-sqlstates.ts';
import { createMeasurementBuffer } from '../metrics/measurement-buffer.ts';
import { createServiceMetrics } from '../metrics/service-metrics.ts';
import { writeMeasurements } from '../metrics/write-measurements.ts';
import { watchSchema } from '../schema/schema-watch.ts';
import type { Parts } from '../service.ts';
import type { Config } from './config.ts';
import { version } from './version.ts';

/** Everything that lives as long as the service, tied together: failures are counted, and make the schema suspect. */
export function assemble(config: Config, logger: Logger): Parts {
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
