import type { Client } from 'pg';
import type { Catalog } from '../../src/catalog/catalog.ts';
export async function miniReader(client: Client): Promise<Catalog> {
  const { rows } = await client.query(`
  select 'table' as kind, nspname as schema, null as "table", relname as name, relkind::text as x from pg_class c join pg_namespace n on n.oid=relnamespace where relkind in ('r','p') and nspname !~ '^pg_|^information_schema'
  union all select 'index', nspname, (select relname from pg_class where oid=indrelid), relname, pg_get_indexdef(c.oid) from pg_class c join pg_namespace n on n.oid=relnamespace join pg_index i on i.indexrelid=c.oid where nspname !~ '^pg_|^information_schema' and not exists (select from pg_constraint where conindid=c.oid)
  union all select 'column', nspname, relname, attname, format_type(atttypid,atttypmod)||attnotnull from pg_attribute a join pg_class c on c.oid=attrelid join pg_namespace n on n.oid=relnamespace where relkind in ('r','p') and nspname !~ '^pg_|^information_schema' and attnum>0 and not attisdropped
  union all select 'constraint', nspname, relname, conname, pg_get_constraintdef(x.oid) from pg_constraint x join pg_class c on c.oid=conrelid join pg_namespace n on n.oid=relnamespace where nspname !~ '^pg_|^information_schema'
  union all select 'trigger', nspname, relname, tgname, pg_get_triggerdef(x.oid) from pg_trigger x join pg_class c on c.oid=tgrelid join pg_namespace n on n.oid=relnamespace where nspname !~ '^pg_|^information_schema' and not tgisinternal
  union all select 'function', nspname, oidvectortypes(proargtypes), proname, prosrc from pg_proc join pg_namespace n on n.oid=pronamespace where nspname !~ '^pg_|^information_schema'
  union all select 'view', nspname, null, relname, pg_get_viewdef(c.oid) from pg_class c join pg_namespace n on n.oid=relnamespace where relkind ='v' and nspname !~ '^pg_|^information_schema'
  order by 1,2,3,4`);
  return {
    layout: 1,
    serverVersion: '18.4',
    unread: [],
    objects: rows.map((r) =>
      r.kind === 'function'
        ? { ...r, signature: r.table }
        : r.table === null
          ? { kind: r.kind, schema: r.schema, name: r.name, x: r.x }
          : r,
    ) as never,
  };
}
