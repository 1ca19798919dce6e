import type { ForeignKeySides } from '../diagnose/diagnosis.ts';
import { foreignKeysIn, storedType } from '../diagnose/foreign-keys-in.ts';
import { type TableElements, tableElements } from '../diagnose/table-elements.ts';
import type { Statement } from '../splitter/index.ts';
import type { CatalogReader } from './failure-facts-catalog.ts';

type Name = readonly string[];

/** What is known of a table: its columns' types and its primary key, from the file or from the catalog. */
interface KnownTable {
  readonly types: ReadonlyMap<string, string>;
  readonly primaryKey: readonly string[];
}

/**
 * Both sides of every foreign key that a statement declares or, when it changes a column's type, breaks.
 *
 * @param own the statements of the failed file: the tables they created are rolled back, and only their text is left
 */
export async function foreignKeySides(
  read: CatalogReader,
  sql: string,
  own: readonly Statement[],
): Promise<readonly ForeignKeySides[]> {
  const written = own.flatMap((statement) => tableElements(statement.text) ?? []);
  const known = async (name: Name): Promise<KnownTable> =>
    merged(await fromCatalog(read, name), fromFile(written, name));
  const sides: ForeignKeySides[] = [];
  for (const key of foreignKeysIn(sql)) {
    const table = await known(key.table);
    const target = await known(key.targetTable);
    const targetColumns = key.targetColumns.length === 0 ? target.primaryKey : key.targetColumns;
    for (const [index, column] of key.columns.entries()) {
      const targetColumn = targetColumns[index] ?? 'its primary key';
      sides.push({
        table: key.table.join('.'),
        column: column.name,
        type: await canonical(read, column.type ?? table.types.get(column.name) ?? null),
        targetTable: key.targetTable.join('.'),
        targetColumn,
        targetType: await canonical(read, target.types.get(targetColumn) ?? null),
      });
    }
  }
  return sides.length > 0 ? sides : brokenSides(read, sql);
}

function fromFile(written: readonly TableElements[], name: Name): KnownTable {
  const same = written.filter(({ table }) => table.at(-1) === name.at(-1));
  const columns = same.flatMap((elements) => elements.columns);
  return {
    types: new Map(
      columns.flatMap(({ name: column, type }) => (type === null ? [] : [[column, storedType(type) ?? type]])),
    ),
    primaryKey: same.find(({ primaryKey }) => primaryKey.length > 0)?.primaryKey ?? [],
  };
}

function merged(catalog: KnownTable, file: KnownTable): KnownTable {
  return {
    types: new Map([...file.types, ...catalog.types]),
    primaryKey: catalog.primaryKey.length > 0 ? catalog.primaryKey : file.primaryKey,
  };
}

const relation = `(
  select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.relname = $1 and c.relkind in ('r', 'p', 'f')
     and (n.nspname = $2 or ($2::text is null and n.nspname = any (pg_catalog.current_schemas(true))))
   order by pg_catalog.array_position(pg_catalog.current_schemas(true), n.nspname) limit 1)`;

async function fromCatalog(read: CatalogReader, name: Name): Promise<KnownTable> {
  const parameters = [name.at(-1) ?? '', name.at(-2) ?? null];
  const columns = await read(
    `select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type
       from pg_catalog.pg_attribute a where a.attrelid = ${relation} and a.attnum > 0 and not a.attisdropped`,
    parameters,
  );
  const key = await read(
    `select a.attname::text as name
       from pg_catalog.pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
       join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indisprimary and i.indrelid = ${relation} order by k.place`,
    parameters,
  );
  return {
    types: new Map(columns.map(({ name: column, type }) => [String(column), String(type)])),
    primaryKey: key.map(({ name: column }) => String(column)),
  };
}

/** ALTER COLUMN ... TYPE under a foreign key that exists already. */
async function brokenSides(read: CatalogReader, sql: string): Promise<readonly ForeignKeySides[]> {
  const elements = tableElements(sql);
  if (elements === null || elements.columns.length === 0) return [];
  const changed = new Map(elements.columns.map(({ name, type }) => [name, type]));
  const rows = await read(
    `select s.relname::text as table, sa.attname::text as column, t.relname::text as target_table, ta.attname::text as target_column,
            pg_catalog.format_type(sa.atttypid, sa.atttypmod) as type, pg_catalog.format_type(ta.atttypid, ta.atttypmod) as target_type,
            k.conrelid = ${relation} as is_source, k.confrelid = ${relation} as is_target
       from pg_catalog.pg_constraint k cross join unnest(k.conkey, k.confkey) as pair (source, target)
       join pg_catalog.pg_class s on s.oid = k.conrelid join pg_catalog.pg_class t on t.oid = k.confrelid
       join pg_catalog.pg_attribute sa on sa.attrelid = k.conrelid and sa.attnum = pair.source
       join pg_catalog.pg_attribute ta on ta.attrelid = k.confrelid and ta.attnum = pair.target
      where k.contype = 'f' and ${relation} in (k.conrelid, k.confrelid)`,
    [elements.table.at(-1) ?? '', elements.table.at(-2) ?? null],
  );
  const sides: ForeignKeySides[] = [];
  for (const row of rows) {
    const isSource = row.is_source === true && changed.has(row.column);
    const isTarget = row.is_target === true && changed.has(row.target_column);
    if (!isSource && !isTarget) continue;
    sides.push({
      table: row.table,
      column: row.column,
      type: isSource ? await canonical(read, changed.get(row.column) ?? null) : row.type,
      targetTable: row.target_table,
      targetColumn: row.target_column,
      targetType: isTarget ? await canonical(read, changed.get(row.target_column) ?? null) : row.target_type,
    });
  }
  return sides;
}

/** `int4` and `INT` are `integer`; what is no type of this database stays as it is written. */
async function canonical(read: CatalogReader, type: string | null): Promise<string | null> {
  if (type === null || !/^[a-z0-9_ .]+$/i.test(type)) return type;
  const plain = type.toLowerCase();
  const [row] = await read(
    `select pg_catalog.format_type(t.oid, null) as type from pg_catalog.pg_type t
      where t.typname = $1 and t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace`,
    [aliases[plain] ?? plain],
  );
  return typeof row?.type === 'string' ? row.type : type;
}

/** Names that only the grammar knows. */
const aliases: Readonly<Record<string, string>> = {
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  decimal: 'numeric',
  boolean: 'bool',
  real: 'float4',
  float: 'float8',
  'double precision': 'float8',
};
