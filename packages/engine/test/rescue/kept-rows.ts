import type pg from 'pg';

/** One table: how many rows it has, and the values of each of its columns, whatever the order of the rows. */
export interface TableRows {
  readonly table: string;
  readonly count: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly values: readonly string[] }[];
}

/** The contents of every table of the application. */
export async function tableContents(client: pg.Client): Promise<readonly TableRows[]> {
  const { rows } = await client.query<{ table: string; columns: readonly { name: string; type: string }[] }>(
    `select c.relname as table, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by 1`,
  );
  const contents: TableRows[] = [];
  for (const { table, columns } of rows) {
    const lists = columns.map(
      ({ name }, i) =>
        `array_agg(coalesce("${name}"::text, 'NULL') order by coalesce("${name}"::text, 'NULL') collate "C") as c${i}`,
    );
    const { rows: found } = await client.query<Record<string, readonly string[] | null>>(
      `select ${lists.join(', ')} from "${table}"`,
    );
    const listed = columns.map((column, i) => ({ ...column, values: found[0]?.[`c${i}`] ?? [] }));
    contents.push({ table, count: listed[0]?.values.length ?? 0, columns: listed });
  }
  return contents;
}

/** What 011 and 021 carry into another shape on purpose: the old columns of a search live on in its metadata. */
const carried = new Set(
  ['id', 'result_count', 'clicked_result_index', 'search_type'].map((column) => `search_history.${column}`),
);

/**
 * What of the rows is not there any more: fewer of them, or a value that is gone from a column.
 *
 * @param elsewhere values that are kept in another table: see {@link keptElsewhere}
 */
export function lostRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
  elsewhere: ReadonlySet<string>,
): readonly string[] {
  return before.flatMap(({ table, count, columns }) => {
    const found = after.find((one) => one.table === table);
    // 011 gives the rows of the table that it put aside to the new one.
    const now =
      found ?? (table === 'search_history_001' ? after.find((one) => one.table === 'search_history') : undefined);
    if (now === undefined) return count === 0 ? [] : [`${table} is gone, with ${count} rows`];
    if (now.count < count) return [`${table} had ${count} rows and has ${now.count}`];
    return columns.flatMap(({ name, type, values }) => {
      if (carried.has(`${now.table}.${name}`)) return [];
      const column = now.columns.find((one) => one.name === name);
      if (column === undefined) return [`${table}.${name} is gone`];
      const gone = missingFrom(values, column.values).filter((value) => !elsewhere.has(value));
      // A value may be written otherwise in another type, 1 as 1.00, where numbers are meant.
      const isNumber = [type, column.type].every((one) => /^(numeric|integer|bigint|smallint)/.test(one));
      const isKept =
        gone.length === 0 || (isNumber && missingFrom(values.map(asNumber), column.values.map(asNumber)).length === 0);
      return isKept ? [] : [`${table}.${name} (${type}, now ${column.type}) has lost ${gone.join(', ')}`];
    });
  });
}

/** Uuids that found their user or conversation, and those that found nobody and were put aside with their row's key. */
export async function keptElsewhere(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ value: string }>(
    `select old_value as value from orphaned_references
     union all select public_id::text from users union all select public_id::text from conversations`,
  );
  return new Set(rows.map(({ value }) => value));
}

function missingFrom(values: readonly string[], found: readonly string[]): readonly string[] {
  const left = [...found];
  return values.filter((value) => {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function asNumber(value: string): string {
  return value === 'NULL' ? value : String(Number(value));
}
