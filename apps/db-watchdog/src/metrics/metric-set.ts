import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'db_watchdog_';
/** Seconds: from a quiet look to a check that runs into its deadline. */
const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

/** Every metric of the watchdog; docs/watchdog.md has them in a table. */
export interface MetricSet {
  readonly registry: Registry;
  readonly buildInfo: Gauge<'version'>;
  readonly startTime: Gauge;
  readonly residentMemory: Gauge;
  readonly up: Gauge<'database'>;
  readonly primary: Gauge<'database'>;
  readonly readOnly: Gauge<'database'>;
  readonly lastCheck: Gauge<'database' | 'check'>;
  readonly lastSuccess: Gauge<'database' | 'check'>;
  readonly failingSince: Gauge<'database' | 'check'>;
  readonly lastFullRead: Gauge<'database'>;
  readonly checkInterval: Gauge<'database' | 'check'>;
  readonly checks: Counter<'database' | 'check' | 'result'>;
  readonly checkErrors: Counter<'database' | 'reason'>;
  readonly checksSkipped: Counter<'database' | 'reason'>;
  readonly checkDuration: Histogram<'database' | 'check'>;
  readonly inSync: Gauge<'database'>;
  readonly findings: Gauge<'database' | 'kind' | 'severity'>;
  readonly findingSince: Gauge<'database' | 'kind' | 'object' | 'severity'>;
  readonly findingsTruncated: Gauge<'database'>;
  readonly objects: Gauge<'database' | 'kind'>;
  readonly expectedObjects: Gauge<'database' | 'kind'>;
  readonly schemaChanges: Counter<'database' | 'origin'>;
  readonly lastSchemaChange: Gauge<'database'>;
  readonly migrations: Gauge<'database' | 'state'>;
  readonly migrationInProgress: Gauge<'database'>;
  readonly lockHeld: Gauge<'database'>;
  readonly lastMigration: Gauge<'database'>;
  readonly sequenceMaxUsedRatio: Gauge<'database'>;
  readonly sequenceUsedRatio: Gauge<'database' | 'sequence'>;
  readonly appSqlErrors: Counter<'database' | 'sqlstate'>;
  readonly appQueriesChecked: Gauge<'database'>;
  readonly appQueriesBroken: Gauge<'database' | 'sqlstate'>;
  readonly notifications: Counter<'channel' | 'result'>;
  readonly notificationsWaiting: Gauge<'channel'>;
}

/** The metrics of the watchdog, in a registry of their own. `database` is the target's name, never a URL. */
export function createMetricSet(): MetricSet {
  const registry = new Registry();
  const options = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => ({
    name: `${PREFIX}${name}`,
    help,
    labelNames: [...labelNames],
    registers: [registry],
  });
  const gauge = <Label extends string = never>(name: string, help: string, ...labels: readonly Label[]) =>
    new Gauge<Label>(options(name, help, labels));
  const counter = <Label extends string = never>(name: string, help: string, ...labels: readonly Label[]) =>
    new Counter<Label>(options(name, help, labels));
  return {
    registry,
    ...aboutChecks(gauge, counter),
    ...aboutSchema(gauge, counter),
    ...aboutMigrations(gauge),
    sequenceMaxUsedRatio: gauge(
      'sequence_max_used_ratio',
      'Largest part of its range that any key has used.',
      'database',
    ),
    sequenceUsedRatio: gauge(
      'sequence_used_ratio',
      'Part of its range that a key has used; only above 0.5, the fullest 20.',
      'database',
      'sequence',
    ),
    appSqlErrors: counter(
      'app_sql_errors_total',
      "SQL of the application that the schema refused, from the server's log.",
      'database',
      'sqlstate',
    ),
    appQueriesChecked: gauge('app_queries_checked', 'Queries of the application that were checked.', 'database'),
    appQueriesBroken: gauge(
      'app_queries_broken',
      'Queries of the application that do not fit the schema.',
      'database',
      'sqlstate',
    ),
    notifications: counter('notifications_total', 'Attempts to deliver a message.', 'channel', 'result'),
    notificationsWaiting: gauge('notifications_waiting', 'Messages that wait to be delivered.', 'channel'),
    checkDuration: new Histogram({
      ...options('check_duration_seconds', 'How long a part of a check took.', ['database', 'check'] as const),
      buckets: DURATION_BUCKETS,
    }),
    residentMemory: gauge('resident_memory_bytes', 'Resident memory of the watchdog itself.'),
    startTime: gauge('start_time_seconds', 'When the watchdog started, in seconds since 1970.'),
  };
}

type MakeGauge = <Label extends string = never>(
  name: string,
  help: string,
  ...labels: readonly Label[]
) => Gauge<Label>;
type MakeCounter = <Label extends string = never>(
  name: string,
  help: string,
  ...labels: readonly Label[]
) => Counter<Label>;

function aboutChecks(gauge: MakeGauge, counter: MakeCounter) {
  return {
    buildInfo: gauge('build_info', 'Version of the watchdog; always 1.', 'version'),
    up: gauge('up', 'Whether the last check reached the database.', 'database'),
    primary: gauge('primary', 'Whether the server is a primary; 0 is a standby.', 'database'),
    readOnly: gauge('read_only', 'Whether new transactions cannot write.', 'database'),
    lastCheck: gauge('last_check_timestamp_seconds', 'When a part was looked at last.', 'database', 'check'),
    lastSuccess: gauge(
      'last_success_timestamp_seconds',
      'When a part was last known to be looked at without an error.',
      'database',
      'check',
    ),
    failingSince: gauge(
      'failing_since_timestamp_seconds',
      'Since when each look at a part has failed; 0 when the last one did not.',
      'database',
      'check',
    ),
    lastFullRead: gauge('last_full_read_timestamp_seconds', 'When the whole schema was read last.', 'database'),
    checkInterval: gauge('check_interval_seconds', 'Time between two checks by the schedule.', 'database', 'check'),
    checks: counter('checks_total', 'Looks at a part, by how they went.', 'database', 'check', 'result'),
    checkErrors: counter('check_errors_total', 'Looks that failed, by the reason.', 'database', 'reason'),
    checksSkipped: counter('checks_skipped_total', 'Looks that were not needed or not possible.', 'database', 'reason'),
  };
}

function aboutSchema(gauge: MakeGauge, counter: MakeCounter) {
  return {
    inSync: gauge(
      'schema_in_sync',
      'Whether the schema is what the migrations say; absent until it is known.',
      'database',
    ),
    findings: gauge('findings', 'What is not as it should be now.', 'database', 'kind', 'severity'),
    findingSince: gauge(
      'finding_since_timestamp_seconds',
      'When a finding was seen first; the 50 most severe of a database.',
      'database',
      'kind',
      'object',
      'severity',
    ),
    findingsTruncated: gauge('findings_truncated', 'Findings without a series of their own.', 'database'),
    objects: gauge('objects', 'Objects of the schema that are there.', 'database', 'kind'),
    expectedObjects: gauge('expected_objects', 'Objects of the schema that should be there.', 'database', 'kind'),
    schemaChanges: counter(
      'schema_changes_total',
      'Changes of the schema that were seen: by migrations (engine) or not (unknown).',
      'database',
      'origin',
    ),
    lastSchemaChange: gauge(
      'last_schema_change_timestamp_seconds',
      'When a change of the schema was seen last.',
      'database',
    ),
  };
}

function aboutMigrations(gauge: MakeGauge) {
  return {
    migrations: gauge('migrations', 'Migrations by state.', 'database', 'state'),
    migrationInProgress: gauge('migration_in_progress', 'Whether somebody holds the migration lock.', 'database'),
    lockHeld: gauge(
      'migration_lock_held_seconds',
      'How long the migration lock has been held; 0 when it is free.',
      'database',
    ),
    lastMigration: gauge('last_migration_timestamp_seconds', 'When the last migration was applied.', 'database'),
  };
}
