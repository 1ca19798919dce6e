import type pg from 'pg';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly length: number | null;
  readonly target: string | null;
  readonly targetColumn: string | null;
  readonly required: boolean;
  readonly unique: boolean;
}

const columnsSql = `
  select a.attname as name, format_type(a.atttypid, null) as type,
    nullif(a.atttypmod, -1) - 4 as length, f.target, f."targetColumn",
    a.attnotnull and not a.atthasdef and a.attidentity = '' as required,
    exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = any (i.indkey)) as unique
  from pg_attribute a
  left join lateral (
    select c.confrelid::regclass::text as target, k.attname as "targetColumn"
    from pg_constraint c join pg_attribute k on k.attrelid = c.confrelid and k.attnum = c.confkey[1]
    where c.contype = 'f' and c.conrelid = a.attrelid and c.conkey = array[a.attnum] limit 1
  ) f on true
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
  order by a.attnum`;

const values: Readonly<Record<string, (n: number) => unknown>> = {
  'character varying': (n) => `w${n}`,
  text: (n) => `text ${n}`,
  integer: (n) => n,
  bigint: (n) => n,
  smallint: (n) => n,
  numeric: () => 1,
  boolean: (n) => n % 2 === 0,
  date: (n) => `2024-02-${10 + n}`,
  'timestamp without time zone': (n) => `2024-02-${10 + n} 12:00`,
  'timestamp with time zone': (n) => `2024-02-${10 + n} 12:00+00`,
  jsonb: (n) => `{"n": ${n}}`,
  uuid: (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
};

/**
 * Puts three rows more into every table: what is required, references to rows that are there, and uuids that mean nobody.
 * A table whose checks want a certain word gets the first that they list.
 */
export async function fillEveryTable(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by oid`,
  );
  // Triggers would write rows of their own, and the broken database has functions that fail.
  await client.query('set session_replication_role = replica');
  for (const { name } of tables) {
    const { rows: columns } = await client.query<Column>(columnsSql, [name]);
    for (let n = 1; n <= 3; n++) await insertRow(client, name, columns, n);
    const { rows } = await client.query(`select from "${name}" limit 1`);
    if (rows.length === 0) throw new Error(`No row fits into ${name}.`);
  }
  await client.query('reset session_replication_role');
}

async function insertRow(client: pg.Client, table: string, columns: readonly Column[], n: number): Promise<void> {
  const wanted = columns.filter(
    ({ required, target, type, name }) => required || (type === 'uuid' && name.endsWith('_id')) || target !== null,
  );
  const names = wanted.map(({ name }) => `"${name}"`);
  const given: unknown[] = [];
  for (const column of wanted) given.push(await fitting(client, table, column, n));
  const list =
    names.length === 0
      ? 'default values'
      : `(${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`;
  await client.query(`insert into "${table}" ${list} on conflict do nothing`, given);
}

async function fitting(
  client: pg.Client,
  table: string,
  { name, type, length, target, targetColumn }: Column,
  n: number,
): Promise<unknown> {
  if (target !== null) {
    const { rows } = await client.query<{ value: unknown }>(
      `select ${targetColumn}::text as value from ${target} order by 1 limit 1 offset $1`,
      [n - 1],
    );
    return rows[0]?.value ?? null;
  }
  const { rows } = await client.query<{ word: string }>(
    `select (regexp_match(pg_get_constraintdef(oid), '''([^'']*)'''))[1] as word from pg_constraint
       where contype = 'c' and conrelid = $1::regclass and pg_get_constraintdef(oid) ~ ('\\m' || $2 || '\\M') and pg_get_constraintdef(oid) ~ ''''`,
    [table, name],
  );
  const value = rows[0]?.word ?? values[type]?.(n) ?? null;
  return typeof value === 'string' && type === 'character varying' && length !== null ? value.slice(0, length) : value;
}
