import { quoteLiteral } from '../db/quote.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { PlanEntry } from '../plan/plan.ts';
import { codeChecksum } from '../source/checksum.ts';
import { readDirectives } from '../source/directives.ts';
import { fileMode } from '../source/file-mode.ts';
import { type Migration, type ParsedMigration, parseMigration } from '../source/migration.ts';
import { fillPlaceholders, type Placeholders } from '../source/placeholders.ts';
import { described, table, upsert } from './history-row.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { Run } from './run.ts';
import { type ServerFacts, serverError } from './session.ts';

/**
 * Reads a file that is recorded without being run: it need not be fit to run. One that ends its transaction in the
 * middle, or mixes statements, was run by something else.
 *
 * @throws PlumblineError `invalid-sql`, `unknown-directive`, `undefined-placeholder`
 */
export function readForRecord(
  { migration: source, record }: PlanEntry,
  facts: ServerFacts,
  placeholders: Placeholders | null,
): PreparedFile {
  const migration = parseMigration(source as Migration, facts.standardConformingStrings);
  try {
    return { migration, record, ...fileMode(migration, facts.serverMajor, placeholders) };
  } catch (error) {
    const isUnfit = error instanceof PlumblineError && ['transaction-control', 'mixed-file'].includes(error.code);
    if (!isUnfit) throw error;
    return {
      migration,
      record,
      mode: 'transactional',
      steps: stepsOf(migration, placeholders),
      directives: readDirectives(migration),
      warnings: [],
    };
  }
}

function stepsOf(migration: ParsedMigration, placeholders: Placeholders | null): PreparedFile['steps'] {
  return migration.statements.map((statement) => {
    const asWritten = { text: statement.text, written: (offset: number) => offset };
    const filled = placeholders === null ? asWritten : fillPlaceholders(migration, statement, placeholders);
    return { statement, kind: statement.kind, ...filled, inTransaction: true };
  });
}

/** The statement that records a file as applied although it did not run. `note` says so in the row for good. */
export function appliedByHandRow(run: Run, file: PreparedFile, note: string): string {
  const columns = {
    ...described(run, file),
    kind: quoteLiteral(file.directives.repeatable ? 'repeatable' : 'baseline'),
    state: quoteLiteral('applied'),
    statements_done: String(file.steps.length),
    done_checksum: 'NULL',
    in_flight: 'NULL',
    backend_pid: 'NULL',
    started_at: 'pg_catalog.now()',
    finished_at: 'pg_catalog.now()',
    duration_ms: 'NULL',
    error_code: 'NULL',
    error: 'NULL',
    attempts: '0',
  };
  const name = file.migration.name;
  return `${upsert(run, columns)};\n${noteRow(run, name, note)}`;
}

/** The statement that takes an edited file as the one that was applied. */
export function acceptedRow(run: Run, file: PreparedFile, note: string): string {
  const { checksum, code_checksum, content, statements_total } = described(run, file);
  const values = { checksum, code_checksum, content, statements_total, statements_done: statements_total };
  const sets = Object.entries(values).map(([column, value]) => `${column} = ${value}`);
  return `update ${table(run)} set ${sets.join(', ')}, ${changes(run, note)}
where name = ${quoteLiteral(file.migration.name)} and state = 'applied'`;
}

/** The statement that makes a migration pending again. The row stays: who applied it, and who took it back. */
export function revertedRow(run: Run, name: string, note: string): string {
  return `update ${table(run)} set state = 'reverted', statements_done = 0, done_checksum = null, in_flight = null,
backend_pid = null, finished_at = pg_catalog.clock_timestamp(), ${changes(run, note)} where name = ${quoteLiteral(name)}`;
}

/**
 * Runs statements in one transaction, all or nothing.
 *
 * @throws PlumblineError `server-error`
 */
export async function writeTogether({ client }: Run, statements: readonly string[]): Promise<void> {
  const result = await simpleQuery(client, ['begin', ...statements, 'commit'].join(';\n'));
  if (result.failure === null) return;
  await simpleQuery(client, 'rollback');
  throw serverError('write the history', result);
}

/** Whether a file says the same as what the history has of it, comments and white space aside. */
export function saysTheSame(file: PreparedFile): boolean {
  return codeChecksum(file.migration.statements, file.migration.sql) === file.record?.codeChecksum;
}

/** The statement that adds to what was done to a row by hand. */
export function noteRow(run: Run, name: string, note: string): string {
  return `update ${table(run)} set ${changes(run, note)} where name = ${quoteLiteral(name)}`;
}

function changes(run: Run, note: string): string {
  return `changes = changes || (pg_catalog.to_char(pg_catalog.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
|| ' ' || current_user || ${quoteLiteral(` on ${run.host}: ${note}`)})`;
}
