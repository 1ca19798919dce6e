import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { schemaSqlstates } from '../database/schema-sqlstates.ts';

/** What the service says of itself to Prometheus; `docs/backend.md` has a row for each. */
export interface ServiceMetrics {
  readonly registry: Registry;
  readonly httpDuration: Histogram<'method' | 'route' | 'status'>;
  readonly sqlErrors: Counter<'sqlstate'>;
  readonly migrations: Gauge<'state'>;
  readonly migrationDuration: Gauge;
  readonly startupDuration: Gauge;
  readonly schemaFindings: Gauge<'severity'>;
  readonly schemaNeedsUnmet: Gauge;
  readonly schemaNewer: Gauge;
  readonly databaseReachable: Gauge;
  readonly measurementsWritten: Counter;
  readonly measurementsDropped: Counter;
  readonly measurementFailures: Counter;
}

export interface LiveValues {
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly buffered: () => number;
  readonly version: string;
}

/** A registry of its own, so that two services of one process (tests) do not share their numbers. */
export function createServiceMetrics(live: LiveValues): ServiceMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  readLive(registers, live);

  const sqlErrors = new Counter({
    name: 'backend_sql_errors_total',
    help: 'Queries of the application that failed, by SQLSTATE or system code.',
    labelNames: ['sqlstate'],
    registers,
  });
  // Alerts look at increases: a series that appears with its first error has none.
  for (const sqlstate of Object.keys(schemaSqlstates)) sqlErrors.inc({ sqlstate }, 0);

  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const databaseReachable = gauge(
    'backend_database_reachable',
    '0 while the database is away and queries are refused.',
  );
  databaseReachable.set(1);
  return {
    registry,
    httpDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'How long requests took, by the pattern of their route.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    sqlErrors,
    migrations: new Gauge({
      name: 'backend_migrations',
      help: 'Migrations as this build sees them: applied, applied_at_start by this process, pending, unknown to it.',
      labelNames: ['state'],
      registers,
    }),
    migrationDuration: gauge(
      'backend_migration_duration_seconds',
      'How long migrating took when this process started.',
    ),
    startupDuration: gauge('backend_startup_duration_seconds', 'From the start of the process to its readiness.'),
    schemaFindings: new Gauge({
      name: 'backend_schema_findings',
      help: 'Differences between the expected schema and the live one when this process started.',
      labelNames: ['severity'],
      registers,
    }),
    schemaNeedsUnmet: gauge('backend_schema_needs_unmet', 'What the code of this build needs of the schema and lacks.'),
    schemaNewer: gauge('backend_schema_newer', '1 when the history has migrations that this build does not know.'),
    databaseReachable,
    measurementsWritten: counter('backend_measurements_written_total', 'Measurements written to the database.'),
    measurementsDropped: counter(
      'backend_measurements_dropped_total',
      'Measurements given up: buffer full or refused.',
    ),
    measurementFailures: counter('backend_measurement_flush_failures_total', 'Writes of measurements that failed.'),
  };
}

/** Gauges that are read when they are asked for. */
function readLive(registers: Registry[], { pool, buffered, version }: LiveValues): void {
  new Gauge({
    name: 'backend_pool_connections',
    help: 'Connections of the pool: total, idle, and requests that are waiting for one.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(pool())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'backend_measurements_buffered',
    help: 'Measurements that are not written yet.',
    registers,
    collect() {
      this.set(buffered());
    },
  });
  new Gauge({ name: 'backend_info', help: 'Always 1.', labelNames: ['version'], registers }).set({ version }, 1);
}
