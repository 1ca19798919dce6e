import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';
import type { ParsedMigration } from '../source/migration.ts';

/** What a history row says of a file. */
export interface HistoryRow {
  readonly migration: ParsedMigration;
  readonly codeChecksum: string;
  readonly statements: number;
  readonly host: string;
  readonly application: string;
  readonly applicationVersion: string | null;
  readonly toolVersion: string;
}

/** Larger files are left out of the history: it would double what is sent. 256 kB. */
const LARGEST_CONTENT = 256 * 1024;

/** The statement that records a file as applied, in the file's own transaction. It returns xid and duration_ms. */
export function appliedRow(schema: string, row: HistoryRow): string {
  const values = [
    ...identity(row),
    quoteLiteral('applied'),
    String(row.statements),
    String(row.statements),
    '1',
    'pg_catalog.now()',
    'pg_catalog.clock_timestamp()',
    'extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000',
    ...origin(row),
    'NULL',
    'NULL',
  ];
  return `${upsert(schema, values)} returning pg_catalog.pg_current_xact_id()::text as xid, h.duration_ms`;
}

/**
 * The statement that records a failed attempt, after its transaction was rolled back. It never touches a row that
 * says applied.
 */
export function failedRow(
  schema: string,
  row: HistoryRow,
  failure: {
    readonly done: number;
    readonly durationMs: number;
    readonly code: string | null;
    readonly message: string;
  },
): string {
  const values = [
    ...identity(row),
    quoteLiteral('failed'),
    String(failure.done),
    String(row.statements),
    '1',
    `pg_catalog.now() - interval '1 millisecond' * ${Math.round(failure.durationMs)}`,
    'pg_catalog.now()',
    String(failure.durationMs),
    ...origin(row),
    quoteLiteral(failure.code),
    quoteLiteral(failure.message),
  ];
  return `${upsert(schema, values)} where h.state <> 'applied'`;
}

function identity({ migration, codeChecksum }: HistoryRow): string[] {
  const content = migration.bytes.byteLength > LARGEST_CONTENT ? null : migration.sql;
  return [migration.name, migration.number, 'migration', migration.checksum, codeChecksum, content].map(quoteLiteral);
}

function origin(row: HistoryRow): string[] {
  const { host, application, applicationVersion, toolVersion } = row;
  return ['current_user', ...[host, application, applicationVersion, toolVersion].map(quoteLiteral), '0'];
}

const COLUMNS = [
  ...['name', 'number', 'kind', 'checksum', 'code_checksum', 'content', 'state', 'statements_done', 'statements_total'],
  ...['attempts', 'started_at', 'finished_at', 'duration_ms', 'role', 'host', 'application', 'application_version'],
  ...['tool_version', 'warnings', 'error_code', 'error'],
];

function upsert(schema: string, values: readonly string[]): string {
  const updates = COLUMNS.filter((column) => column !== 'name').map((column) =>
    column === 'attempts' ? 'attempts = h.attempts + 1' : `${column} = excluded.${column}`,
  );
  return `insert into ${quoteIdentifier(schema)}.history as h (${COLUMNS.join(', ')})
values (${values.join(', ')})
on conflict (name) do update set ${updates.join(', ')}`;
}

/** The statement that adds how many WARNINGs a file raised: the server tells them after the row was sent. */
export function warningsOf(schema: string, name: string, warnings: number): string {
  return `update ${quoteIdentifier(schema)}.history set warnings = ${warnings} where name = ${quoteLiteral(name)}`;
}
