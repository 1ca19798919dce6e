import type pg from 'pg';

/** One table: how many rows it had, and a checksum of each of its columns, whatever the order of the rows. */
export interface TableRows {
  readonly table: string;
  readonly count: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly sum: string }[];
}

/** Counts and checksums of every table of the application. */
export async function tableContents(client: pg.Client): Promise<readonly TableRows[]> {
  const { rows } = await client.query<{ table: string; columns: readonly { name: string; type: string }[] }>(
    `select c.relname as table, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by 1`,
  );
  const contents: TableRows[] = [];
  for (const { table, columns } of rows) {
    const sums = columns.map(
      ({ name }, i) =>
        `md5(string_agg(coalesce("${name}"::text, '-'), ',' order by coalesce("${name}"::text, '-') collate "C")) as c${i}`,
    );
    const { rows: found } = await client.query<Record<string, string>>(
      `select count(*)::int as count, ${sums.join(', ')} from "${table}"`,
    );
    const summed = columns.map((column, i) => ({ ...column, sum: found[0]?.[`c${i}`] ?? '' }));
    contents.push({ table, count: Number(found[0]?.count), columns: summed });
  }
  return contents;
}

/** What of the rows is not there any more: fewer of them, or other values in a column whose type stayed as it was. */
export function lostRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
  touched: ReadonlySet<string> = new Set(),
): readonly string[] {
  return before.flatMap(({ table, count, columns }) => {
    const now = after.find((one) => one.table === table);
    if (now === undefined) return count === 0 ? [] : [`${table} is gone, with ${count} rows`];
    if (now.count < count) return [`${table} had ${count} rows and has ${now.count}`];
    // More rows: its seeds were missing. Then the sums say nothing.
    if (now.count > count) return [];
    return columns.flatMap(({ name, type, sum }) => {
      const column = now.columns.find((one) => one.name === name);
      if (touched.has(`${table}.${name}`) || (column !== undefined && column.type !== type)) return [];
      if (column === undefined) return [`${table}.${name} is gone`];
      return column.sum === sum ? [] : [`${table}.${name} has other values`];
    });
  });
}
