import { declaredObjects } from '../diagnose/declared-objects.ts';
import { failedSql } from '../diagnose/failed-sql.ts';
import { type MissingObject, missingObject } from '../diagnose/missing-object.ts';
import { namesIn } from '../diagnose/names-in.ts';
import { nearest } from '../spelling/nearest.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { FailureFactsInput } from './failure-facts.ts';
import type { CatalogReader } from './failure-facts-catalog.ts';

/** A database with more names than this has other means to find one. */
const MOST = 20_000;

/** Names that exist and look like the missing one, best first, as they would be written. */
export async function similarNames(read: CatalogReader, input: FailureFactsInput): Promise<readonly string[]> {
  const missing = missingObject(input.failure);
  if (missing === null) return [];
  switch (missing.kind) {
    case 'relation':
      return relations(read, input, missing);
    case 'column':
      return columns(read, input, missing);
    case 'function':
      return functions(read, missing);
    default:
      return input.failure.sqlstate === '3F000' ? schemas(read, missing) : types(read, missing);
  }
}

async function relations(read: CatalogReader, input: FailureFactsInput, missing: MissingObject): Promise<string[]> {
  const rows = await read(
    `select c.relname::text as name, n.nspname::text as schema,
            n.nspname = any (pg_catalog.current_schemas(false)) as visible
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'v', 'm', 'p', 'f', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by visible desc, n.nspname, c.relname limit ${MOST}`,
  );
  const written = (row: (typeof rows)[number]): string =>
    row.visible === true
      ? writtenIdentifier(row.name)
      : `${writtenIdentifier(row.schema)}.${writtenIdentifier(row.name)}`;
  const elsewhere = rows.filter((row) => row.name === missing.name && row.schema !== missing.schema).map(written);
  // What the failed file itself created was rolled back with it, and is as good a guess.
  const own = ownObjects(input).filter(({ kind }) => kind === 'relation');
  const candidates = new Map([...own.map(({ name }) => [name, writtenIdentifier(name)] as const)]);
  for (const row of rows.toReversed()) candidates.set(row.name, written(row));
  const alike = nearest(missing.name, candidates.keys()).map((name) => candidates.get(name) ?? name);
  return [...elsewhere, ...alike].slice(0, 3);
}

async function columns(read: CatalogReader, input: FailureFactsInput, missing: MissingObject): Promise<string[]> {
  const sql = failedSql(input.failure, input.statement?.text ?? null) ?? '';
  const mentioned = [...(missing.table === null ? [] : [missing.table]), ...namesIn(sql)];
  const rows = await read(
    `select distinct a.attname::text as name
       from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
      where c.relname = any ($1) and a.attnum > 0 and not a.attisdropped limit ${MOST}`,
    [mentioned],
  );
  const own = ownObjects(input).filter(
    ({ kind, table }) => kind === 'column' && table !== null && mentioned.includes(table),
  );
  return nearest(missing.name, [...rows.map(({ name }) => String(name)), ...own.map(({ name }) => name)]).map(
    writtenIdentifier,
  );
}

async function functions(read: CatalogReader, missing: MissingObject): Promise<string[]> {
  const same = await read(
    `select n.nspname::text as schema, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' as signature,
            n.nspname = any (pg_catalog.current_schemas(true)) as visible
       from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
      where p.proname = $1 order by visible desc, p.proargtypes limit 3`,
    [missing.name],
  );
  if (same.length > 0) {
    return same.map((row) =>
      row.visible === true ? row.signature : `${writtenIdentifier(row.schema)}.${row.signature}`,
    );
  }
  const rows = await read(`select distinct proname::text as name from pg_catalog.pg_proc limit ${MOST}`);
  return nearest(
    missing.name,
    rows.map(({ name }) => String(name)),
  );
}

async function types(read: CatalogReader, missing: MissingObject): Promise<string[]> {
  const rows = await read(
    `select distinct t.typname::text as name from pg_catalog.pg_type t
      where t.typtype in ('b', 'd', 'e', 'r') and t.typname !~ '^_' limit ${MOST}`,
  );
  return nearest(
    missing.name,
    rows.map(({ name }) => String(name)),
  ).map(writtenIdentifier);
}

async function schemas(read: CatalogReader, missing: MissingObject): Promise<string[]> {
  const rows = await read(
    "select nspname::text as name from pg_catalog.pg_namespace where nspname !~ '^pg_(toast|temp)'",
  );
  return nearest(
    missing.name,
    rows.map(({ name }) => String(name)),
  ).map(writtenIdentifier);
}

function ownObjects(input: FailureFactsInput): ReturnType<typeof declaredObjects> {
  const before = (input.pending[0]?.statements ?? []).filter(({ index }) => index < (input.statement?.index ?? 0));
  return before.flatMap(({ text }) => declaredObjects(text));
}
