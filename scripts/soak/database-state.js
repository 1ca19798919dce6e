/** What a chain can leave in a database, as one line a fact, sorted: structure, validity, data, history. */
const queries = {
  relation: `select c.oid::regclass::text as name, c.relkind, c.relispartition::text as is_partition, coalesce(pg_get_viewdef(c.oid), '') as view
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and OWN`,
  column: `select c.oid::regclass::text as name, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
      coalesce(pg_get_expr(d.adbin, d.adrelid), '') as fallback
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped and OWN`,
  constraint: `select conrelid::regclass::text as name, conname, pg_get_constraintdef(k.oid), convalidated::text
    from pg_constraint k join pg_class c on c.oid = k.conrelid where OWN`,
  index: `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid), i.indisvalid::text, i.indisready::text
    from pg_index i join pg_class c on c.oid = i.indrelid where OWN`,
  partition: `select inhrelid::regclass::text as name, inhparent::regclass::text, inhdetachpending::text
    from pg_inherits join pg_class c on c.oid = inhparent where OWN`,
  function: `select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid)
    from pg_proc p where p.pronamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema'))`,
  trigger: `select tgrelid::regclass::text as name, pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and OWN`,
  sequence: `select schemaname || '.' || sequencename as name, coalesce(last_value::text, '-') as last from pg_sequences`,
  schema: `select nspname as name from pg_namespace where nspname !~ '^pg_'`,
  history: `select name, state, kind, mode, statements_done::text, statements_total::text, coalesce(in_flight, '-'), checksum, coalesce(error, '-')
    from plumbline.history`,
  'stranded lock': `select pid::text as name from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
};
const own =
  "c.relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_|^information_schema$|^plumbline$')";

/** @param client a connected client of pg; its search_path is changed */
export async function databaseState(client) {
  await client.query("set search_path = ''");
  const facts = [];
  for (const [kind, text] of Object.entries(queries)) {
    const { rows } = await client.query(text.replace('OWN', () => own));
    for (const row of rows) facts.push(`${kind}: ${Object.values(row).join(' | ')}`);
  }
  const tables = await client.query(
    `select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and ${own}`,
  );
  for (const { name } of tables.rows) {
    const { rows } = await client.query(
      `select count(*)::int as n, coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '-') as digest from ${name} t`,
    );
    facts.push(`data: ${name} | ${rows[0].n} rows | ${rows[0].digest}`);
  }
  return facts.sort();
}

/** What one has and the other has not. */
export function differences(expected, actual) {
  return [
    ...expected.filter((fact) => !actual.includes(fact)).map((fact) => `missing    ${fact}`),
    ...actual.filter((fact) => !expected.includes(fact)).map((fact) => `unexpected ${fact}`),
  ];
}
