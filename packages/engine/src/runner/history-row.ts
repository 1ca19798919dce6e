import { createHash } from 'node:crypto';
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
 * The expression that waits until no other transaction has this file: one that a dead client left in the server. It is
 * of the transaction, and goes with it.
 */
export function claimLock(run: Run, { migration }: PreparedFile): string {
  const name = `plumbline claim:${run.settings.schema}:${migration.name}`;
  return `pg_catalog.pg_advisory_xact_lock(${createHash('sha256').update(name).digest().readBigInt64BE(0)})`;
}

/**
 * The statement that claims a transactional file behind {@link claimLock}, with a look of its own at the history: whoever
 * was waited for has committed by then. It fails (22012) when the file is applied, and when the one before it is not.
 *
 * @param before the file that was sent before this one, when its answer is not there yet
 */
export function claimCheck(run: Run, file: PreparedFile, before: PreparedFile | null): string {
  const is = ({ migration }: PreparedFile): string =>
    `exists (select from ${table(run)} where name = ${quoteLiteral(migration.name)} and state = 'applied')`;
  const refusals = [
    ...(file.directives.repeatable ? [] : [is(file)]),
    ...(before === null ? [] : [`not ${is(before)}`]),
  ];
  return refusals.length === 0 ? 'select 1' : `select 1 / case when ${refusals.join(' or ')} then 0 else 1 end`;
}

/** The columns that differ from file to file, and their types. */
const COLUMNS_OF_FILE: Columns = {
  ...{ name: 'text', number: 'int8', kind: 'text', mode: 'text', checksum: 'text', code_checksum: 'text' },
  ...{ content: 'text', statements_total: 'int4', statements_done: 'int4' },
};
const PREPARED = 'plumbline_applied';

/**
 * The statement that records a claimed file as applied. It returns xid and duration_ms.
 *
 * @param isPrepared whether the session has the statement of {@link prepareRow}; it is of use for a file without a row
 */
export function appliedRow(run: Run, file: PreparedFile, isPrepared = false): string {
  const columns = appliedColumns(run, file);
  if (isPrepared) return `execute ${PREPARED} (${Object.keys(COLUMNS_OF_FILE).map((name) => columns[name])})`;
  // A row that is there has to lose what a former attempt left in it. Mostly there is none, and nothing to spell out.
  const row =
    file.record === null ? insert(run, columns) : upsert(run, { ...columns, error_code: 'NULL', error: 'NULL' });
  return `${row} ${RETURNING}`;
}

/** The statement that prepares the one for the row, which the server then parses and plans once for many files. */
export function prepareRow(run: Run, file: PreparedFile): string {
  const names = Object.keys(COLUMNS_OF_FILE);
  const types = Object.values(COLUMNS_OF_FILE).map((type) => `pg_catalog.${type}`);
  const parameters = Object.fromEntries(names.map((name, index) => [name, `$${index + 1}`]));
  return `prepare ${PREPARED} (${types}) as ${insert(run, { ...appliedColumns(run, file), ...parameters })} ${RETURNING}`;
}

const RETURNING = 'returning pg_catalog.pg_current_xact_id()::text as xid, h.duration_ms';

function appliedColumns(run: Run, file: PreparedFile): Columns {
  return {
    ...described(run, file),
    state: quoteLiteral('applied'),
    statements_done: String(file.steps.length),
    started_at: 'pg_catalog.now()',
    finished_at: 'pg_catalog.clock_timestamp()',
    duration_ms: 'extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.now()) * 1000',
  };
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
  const content =
    migration.large !== undefined || migration.content.byteLength > LARGEST_CONTENT ? null : migration.sql;
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
  const updates = Object.keys(columns)
    .filter((name) => name !== 'name')
    .map((name) => (name === 'attempts' ? 'attempts = h.attempts + 1' : `${name} = excluded.${name}`));
  return `${insert(run, columns)}
on conflict (name) do update set ${updates.join(', ')}`;
}

function insert(run: Run, columns: Columns): string {
  return `insert into ${table(run)} as h (${Object.keys(columns).join(', ')})
values (${Object.values(columns).join(', ')})`;
}
