import type pg from 'pg';
import { referencingTables, uuidReferences } from './application-schema.ts';

/** What a reference held before the repair: its uuid, and the id it must become; null where it must be kept as orphan. */
export interface HeldValue {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly target: string;
  readonly value: string | null;
  readonly id: number | null;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly not_null: boolean;
}

const sampleValues: Readonly<Record<string, (n: number) => unknown>> = {
  integer: () => 1,
  numeric: () => 2.5,
  date: () => '2024-02-29',
  'timestamp without time zone': () => '2024-02-29 12:00:00',
  jsonb: () => '{"a": 1}',
  text: (n) => `text ${n}`,
  'character varying': (n) => `word ${n}`,
};

async function columnsOf(client: pg.Client, table: string): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `select attname as name, regexp_replace(format_type(atttypid, atttypmod), '[(].*', '') as type,
       attnotnull and not atthasdef as required, attnotnull as not_null
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  return rows;
}

interface Target {
  readonly id: number;
  readonly public_id: string;
}

async function targetsOf(client: pg.Client, table: string): Promise<readonly Target[]> {
  return (await client.query<Target>(`select id, public_id from ${table} order by id limit 5`)).rows;
}

/**
 * Puts `count` rows into every table that has a uuid reference still. A reference cycles through: the uuid of some user
 * or conversation, a uuid that matches none, nothing at all (where that is allowed).
 */
export async function fillTables(client: pg.Client, count: number): Promise<readonly HeldValue[]> {
  await client.query(`insert into users (email) select 'user' || n || '@example.org' from generate_series(1, 5) n`);
  await client.query(`insert into conversations (title) select 'talk ' || n from generate_series(1, 5) n`);
  const targets = { users: await targetsOf(client, 'users'), conversations: await targetsOf(client, 'conversations') };
  const held: HeldValue[] = [];
  // Without triggers: the log of proposals would write rows of its own.
  await client.query('set session_replication_role = replica');
  for (const table of referencingTables) {
    const columns = await columnsOf(client, table);
    for (let n = 1; n <= count; n += 1) held.push(...(await fillRow(client, table, columns, targets, n)));
  }
  await client.query('reset session_replication_role');
  return held;
}

type Targets = Readonly<Record<string, readonly Target[]>>;

async function fillRow(
  client: pg.Client,
  table: string,
  columns: readonly Column[],
  targets: Targets,
  n: number,
): Promise<readonly HeldValue[]> {
  const references = uuidReferences.filter(
    (r) => r.table === table && columns.some((c) => c.name === r.column && c.type === 'uuid'),
  );
  const held = references.map((reference, i) => {
    const column = columns.find((c) => c.name === reference.column);
    const turn = (n + i) % 3;
    const target = targets[reference.target]?.[n % 5];
    if (turn === 0 && column?.not_null === false) return { ...reference, value: null, id: null };
    if (turn === 1) return { ...reference, value: crypto.randomUUID(), id: null };
    return { ...reference, value: target?.public_id ?? null, id: target?.id ?? null };
  });
  const values = new Map<string, unknown>(held.map(({ column, value }) => [column, value]));
  for (const column of columns) {
    if (column.required && !values.has(column.name)) values.set(column.name, sampleValues[column.type]?.(n));
  }
  const names = [...values.keys()];
  const { rows } = await client.query<{ id: string }>(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning id::text`,
    [...values.values()],
  );
  return held.map((one) => ({ ...one, key: rows[0]?.id ?? '' }));
}

/** Count and checksum of every table, without the columns that are to change. */
export async function checksums(client: pg.Client): Promise<Readonly<Record<string, string>>> {
  const sums: Record<string, string> = {};
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname <> 'orphaned_references' order by 1`,
  );
  for (const { name } of rows) {
    const changing = uuidReferences.filter(({ table }) => table === name).map(({ column }) => column);
    const result = await client.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg((to_jsonb(t) - $1::text[])::text, ',' order by t.id)), '') as sum
       from ${name} t`,
      [changing],
    );
    sums[name] = result.rows[0]?.sum ?? '';
  }
  return sums;
}
