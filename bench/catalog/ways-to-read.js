import { spawnSync } from 'node:child_process';
import { readCatalog } from '@plumbline/engine';
import { compareCatalogs } from '@plumbline/engine/verify';
import pg from 'pg';

/** The facts of a catalog as the views of the SQL standard have them. What belongs together is joined by nobody here. */
const INFORMATION_SCHEMA = `
  select * from information_schema.tables where table_schema = 'public';
  select * from information_schema.columns where table_schema = 'public';
  select * from information_schema.views where table_schema = 'public';
  select * from information_schema.table_constraints where table_schema = 'public';
  select * from information_schema.key_column_usage where table_schema = 'public';
  select * from information_schema.referential_constraints where constraint_schema = 'public';
  select * from information_schema.check_constraints where constraint_schema = 'public';
  select * from information_schema.triggers where trigger_schema = 'public';
  select * from information_schema.sequences where sequence_schema = 'public';
  select * from information_schema.routines where routine_schema = 'public';
  select * from pg_indexes where schemaname = 'public';
  select t.typname, e.enumlabel from pg_enum e join pg_type t on t.oid = e.enumtypid order by 1, e.enumsortorder`;

/** The same facts as the functions that write definitions have them. */
const DEFINITIONS = `
  select c.oid, c.relname, c.relkind, c.reloptions, c.relrowsecurity from pg_class c
    where c.relnamespace = 'public'::regnamespace;
  select a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
    order by a.attrelid, a.attnum;
  select conrelid, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace;
  select i.indrelid, i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), i.indisvalid
    from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace;
  select c.oid, pg_get_viewdef(c.oid) from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm');
  select t.tgrelid, t.tgname, pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal;
  select p.oid, pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind <> 'a';
  select s.*, d.refobjid, d.refobjsubid from pg_sequence s
    left join pg_depend d on d.objid = s.seqrelid and d.deptype in ('a', 'i') and d.classid = 'pg_class'::regclass;
  select t.typname, e.enumlabel from pg_enum e join pg_type t on t.oid = e.enumtypid order by 1, e.enumsortorder`;

/** Each on a connection of its own that is open already: a backend keeps what it has looked up. */
async function timed(url, read) {
  const client = new pg.Client(url);
  await client.connect();
  const started = performance.now();
  await read(client);
  const ms = performance.now() - started;
  await client.end();
  return ms;
}

/** Ways to read all facts of one database, by name; each returns milliseconds. */
export function waysToRead(url, expected) {
  const readAndCompare = async (client) => {
    if (compareCatalogs(expected, await readCatalog(client)).length > 0) throw new Error('A false finding.');
  };
  return {
    'plumbline, read': () => timed(url, (client) => readCatalog(client)),
    'plumbline, read and compare': () => timed(url, readAndCompare),
    information_schema: () => timed(url, (client) => client.query({ text: INFORMATION_SCHEMA, rowMode: 'array' })),
    'pg_get_*def': () => timed(url, (client) => client.query({ text: DEFINITIONS, rowMode: 'array' })),
    ...(dumpMajor() === null ? {} : { 'pg_dump --schema-only': () => timeDump(url) }),
  };
}

/** The major version of the pg_dump that is installed, or null. It refuses servers that are newer than itself. */
export function dumpMajor() {
  const { stdout, error } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  return error === undefined ? Number(/(\d+)\./.exec(stdout)?.[1]) : null;
}

function timeDump(url) {
  const started = performance.now();
  const { status, stderr } = spawnSync('pg_dump', ['--schema-only', '--file=/dev/null', url], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`pg_dump ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
