import { quoteIdentifier } from '../../db/quote.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { tokenReader } from '../../diagnose/token-reader.ts';

import { historySql } from '../history-sql.ts';
import type { Run, RunBasis } from '../run.ts';
import { serverError } from '../session.ts';
import { type Command, type ConcurrentIndex, concurrentIndex } from './concurrent-index.ts';

/**
 * What became of a statement outside a transaction whose end was not recorded: `done`; `again`, nothing of it is
 * there, or it can simply be repeated; `unknown`, only a person can say.
 */
export type Settled = 'done' | 'again' | 'unknown';

/** Statements that do the same the second time. */
const REPEATABLE = new Set(['VACUUM', 'CLUSTER', 'ALTER SYSTEM', 'DISCARD ALL', 'ALTER DATABASE', 'ANALYZE']);

/**
 * Asks the catalog what became of a statement that was begun, and tidies up what it left: an invalid index, a half
 * done DETACH. Only what this very statement can have left is touched.
 */
export async function settleStep(run: Run, statement: Command): Promise<Settled> {
  const index = concurrentIndex(statement);
  if (index !== null) return settleIndex(run, index);
  if (REPEATABLE.has(statement.kind)) return 'again';
  switch (statement.kind) {
    case 'DROP INDEX':
      return settleDrop(run, statement);
    case 'REINDEX':
      return settleReindex(run, statement);
    case 'ALTER TABLE':
      return settleDetach(run, statement);
    case 'CREATE DATABASE':
    case 'DROP DATABASE':
      return settleNamed(run, statement, 'pg_catalog.pg_database', 'datname');
    case 'CREATE TABLESPACE':
    case 'DROP TABLESPACE':
      return settleNamed(run, statement, 'pg_catalog.pg_tablespace', 'spcname');
    default:
      return 'unknown';
  }
}

/** `valid`, `invalid` or `absent`. */
export async function indexState(
  run: RunBasis,
  { name, table }: ConcurrentIndex,
): Promise<'valid' | 'invalid' | 'absent'> {
  const [row] = await ask(run, 'index-state', { table: qualified(table), index: name ?? '' });
  return row === undefined ? 'absent' : row.valid === 't' ? 'valid' : 'invalid';
}

/** Drops the invalid leftover of an interrupted or failed build of this index; a valid one stays. */
export async function dropInvalidIndex(run: Run, { name, table }: ConcurrentIndex): Promise<void> {
  const [row] = await ask(run, 'index-state', { table: qualified(table), index: name ?? '' });
  if (row?.valid === 'f') await execute(run, `drop index concurrently if exists ${row.name}`);
}

async function settleIndex(run: Run, index: ConcurrentIndex): Promise<Settled> {
  if ((await indexState(run, index)) === 'valid') return 'done';
  await dropInvalidIndex(run, index);
  return 'again';
}

/** DROP INDEX CONCURRENTLY takes one index; interrupted, it leaves it invalid and can be repeated. */
async function settleDrop(run: Run, statement: Command): Promise<Settled> {
  const reader = tokenReader(statement.text);
  reader.accept('drop', 'index', 'concurrently');
  reader.accept('if', 'exists');
  return (await exists(run, reader.name())) ? 'again' : 'done';
}

async function settleReindex(run: Run, statement: Command): Promise<Settled> {
  const reader = tokenReader(statement.text);
  reader.accept('reindex');
  if (reader.word === '(') reader.skipGroup();
  const whole = reader.word !== 'index' && reader.word !== 'table';
  reader.advance();
  reader.accept('concurrently');
  if (whole) return 'again';
  for (const { name } of await ask(run, 'reindex-leftovers', { target: qualified(reader.name()) })) {
    await execute(run, `drop index concurrently if exists ${name}`);
  }
  return 'again';
}

async function settleDetach(run: Run, statement: Command): Promise<Settled> {
  const reader = tokenReader(statement.text);
  reader.accept('alter', 'table');
  reader.accept('if', 'exists');
  const parent = qualified(reader.name());
  if (!reader.accept('detach', 'partition')) return 'unknown';
  const partition = qualified(reader.name());
  const [row] = await ask(run, 'detach-state', { parent, partition });
  if (row === undefined) return 'done';
  if (row.pending !== 't') return 'again';
  await execute(run, `alter table ${parent} detach partition ${partition} finalize`);
  return 'done';
}

async function settleNamed(run: Run, statement: Command, catalog: string, column: string): Promise<Settled> {
  const reader = tokenReader(statement.text);
  const creates = reader.accept('create');
  reader.advance();
  if (!creates) reader.advance();
  reader.accept('if', 'exists');
  const name = reader.name()[0] ?? '';
  const { rows } = await run.client.query(`select from ${catalog} where ${column} = $1`, [name]);
  return rows.length > 0 === creates ? 'done' : 'again';
}

async function exists(run: Run, name: readonly string[]): Promise<boolean> {
  const { rows } = await run.client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    qualified(name),
  ]);
  return rows[0]?.found ?? false;
}

function qualified(name: readonly string[]): string {
  return name.map(quoteIdentifier).join('.');
}

async function ask(
  run: RunBasis,
  query: string,
  values: Record<string, string>,
): Promise<readonly Record<string, string | null>[]> {
  const result = await simpleQuery(run.client, historySql(query, run.settings.schema, values));
  if (result.failure !== null) throw serverError('look up what a statement left behind', result);
  return result.rowSets[0] ?? [];
}

async function execute(run: Run, statement: string): Promise<void> {
  const result = await simpleQuery(run.client, statement);
  if (result.failure !== null) throw serverError(`run "${statement}"`, result);
}
