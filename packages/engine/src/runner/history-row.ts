import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';
import { codeChecksum } from '../source/checksum.ts';
import { version } from '../version.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { Run } from './run.ts';

/** What of a stepwise file is done and what was begun, as the history keeps it. */
export interface StepProgress {
  readonly done: number;
  /** Code checksum of the statements done. */
  readonly doneChecksum: string;
  /** Code checksum of the statement that is begun; null between two. */
  readonly inFlight: string | null;
}

/** Larger files are left out of the history: it would double what is sent. 256 kB. */
const LARGEST_CONTENT = 256 * 1024;

export type Columns = Readonly<Record<string, string>>;

/** How a claim says that the history is not as it was read: division_by_zero, which a file's own statement raises later. */
export const CLAIM_REFUSED = '22012';

/**
 * The statement that claims a transactional file, first thing in its transaction. It fails (22012) when the file is
 * applied by then, and waits for another transaction that has claimed it.
 */
export function claimRow(run: Run, file: PreparedFile): string {
  const columns = {
    ...described(run, file),
    state: quoteLiteral('running'),
    statements_done: '0',
    started_at: 'pg_catalog.now()',
    finished_at: 'NULL',
    duration_ms: 'NULL',
    error_code: 'NULL',
    error: 'NULL',
  };
  const again = file.directives.repeatable ? '' : " where h.state <> 'applied'";
  return exactlyOne(`${upsert(run, columns)}${again}`);
}

/** The statement that records a claimed file as applied. It returns xid and duration_ms. */
export function appliedRow(run: Run, { migration, steps }: PreparedFile): string {
  return `update ${table(run)} as h set state = 'applied', statements_done = ${steps.length}, finished_at = pg_catalog.clock_timestamp(),
duration_ms = extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000
where name = ${quoteLiteral(migration.name)} returning pg_catalog.pg_current_xact_id()::text as xid, h.duration_ms`;
}

/**
 * The statement that records that a stepwise file begins, or goes on. It fails (22012) when the row is not any more as
 * it was read: a backend that a dead client left behind has gone on meanwhile.
 */
export function runningRow(run: Run, file: PreparedFile, progress: StepProgress): string {
  const columns = {
    ...described(run, file),
    state: quoteLiteral('running'),
    statements_done: String(progress.done),
    done_checksum: quoteLiteral(progress.doneChecksum),
    in_flight: quoteLiteral(progress.inFlight),
    backend_pid: run.facts.isPooled ? 'NULL' : 'pg_catalog.pg_backend_pid()',
    started_at: 'pg_catalog.now()',
    finished_at: 'NULL',
    duration_ms: 'NULL',
    error_code: 'NULL',
    error: 'NULL',
  };
  const { record } = file;
  const asRead =
    record === null
      ? 'false'
      : `h.state = ${quoteLiteral(record.state)} and h.statements_done = ${record.statementsDone} and h.in_flight is not distinct from ${quoteLiteral(record.inFlight)}`;
  return exactlyOne(`${upsert(run, columns)} where ${asRead}`);
}

/**
 * The statement that claims one statement of a stepwise file, first thing in its transaction. It waits for another
 * transaction that has claimed it, and fails (22012) when it is not the next one any more.
 */
export function stepClaim(run: Run, name: string, done: number): string {
  return exactlyOne(
    `update ${table(run)} set statements_done = ${done} where name = ${quoteLiteral(name)} and state = 'running' and statements_done = ${done}`,
  );
}

/** Makes a statement that changes no row fail, with 22012, division by zero. */
function exactlyOne(change: string): string {
  return `with changed as (${change} returning 1) select 1 / (select pg_catalog.count(*)::int from changed)`;
}

/** The statement that records how far a stepwise file is. `isLast` makes it applied. */
export function progressRow(run: Run, name: string, progress: StepProgress, isLast: boolean): string {
  const end = isLast
    ? `, state = 'applied', finished_at = pg_catalog.clock_timestamp(),
duration_ms = extract(epoch from pg_catalog.clock_timestamp() - started_at) * 1000`
    : '';
  return `update ${table(run)} set statements_done = ${progress.done}, done_checksum = ${quoteLiteral(progress.doneChecksum)},
in_flight = ${quoteLiteral(progress.inFlight)}${end} where name = ${quoteLiteral(name)}`;
}

/**
 * The statement that records a failed attempt of a file that is rolled back whole. It never touches a row that says
 * applied.
 */
export function failedRow(
  run: Run,
  file: PreparedFile,
  failure: {
    readonly done: number;
    readonly durationMs: number;
    readonly code: string | null;
    readonly message: string;
  },
): string {
  const columns = {
    ...described(run, file),
    state: quoteLiteral('failed'),
    statements_done: String(failure.done),
    started_at: `pg_catalog.now() - interval '1 millisecond' * ${Math.round(failure.durationMs)}`,
    finished_at: 'pg_catalog.now()',
    duration_ms: String(failure.durationMs),
    error_code: quoteLiteral(failure.code),
    error: quoteLiteral(failure.message),
  };
  return `${upsert(run, columns)} where h.state <> 'applied' or h.kind = 'repeatable'`;
}

/** The statement that records why a stepwise file stopped; what is done stays done. */
export function stoppedRow(
  run: Run,
  name: string,
  failure: { readonly code: string | null; readonly message: string },
): string {
  return `update ${table(run)} set state = 'failed', finished_at = pg_catalog.now(), error_code = ${quoteLiteral(failure.code)},
error = ${quoteLiteral(failure.message)} where name = ${quoteLiteral(name)} and state = 'running'`;
}

/** The statement that adds how many WARNINGs a file raised: the server tells them after the row was sent. */
export function warningsOf(run: Run, name: string, warnings: number): string {
  return `update ${table(run)} set warnings = ${warnings} where name = ${quoteLiteral(name)}`;
}

/** The history table, quoted. */
export function table(run: Run): string {
  return `${quoteIdentifier(run.settings.schema)}.history`;
}

/** The columns that say what a file is and who records it. */
export function described(run: Run, { migration, steps, mode, directives }: PreparedFile): Columns {
  const { settings, host } = run;
  const content = migration.large !== undefined || migration.bytes.byteLength > LARGEST_CONTENT ? null : migration.sql;
  const texts = {
    name: migration.name,
    number: migration.number,
    kind: directives.repeatable ? 'repeatable' : 'migration',
    mode,
    checksum: migration.checksum,
    code_checksum: codeChecksum(migration.statements, migration.sql),
    content,
    host,
    application: settings.application,
    application_version: settings.applicationVersion ?? null,
    tool_version: version,
  };
  const quoted = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, quoteLiteral(value)]));
  return { ...quoted, role: 'current_user', statements_total: String(steps.length), warnings: '0', attempts: '1' };
}

/** Puts a row into the history, or replaces what is there of it. */
export function upsert(run: Run, columns: Columns): string {
  const names = Object.keys(columns);
  const updates = names
    .filter((name) => name !== 'name')
    .map((name) => (name === 'attempts' ? 'attempts = h.attempts + 1' : `${name} = excluded.${name}`));
  return `insert into ${table(run)} as h (${names.join(', ')})
values (${Object.values(columns).join(', ')})
on conflict (name) do update set ${updates.join(', ')}`;
}
