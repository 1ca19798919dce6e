import { quoteLiteral } from '../db/quote.ts';
import { knownTypes } from './type-family.ts';

/** The numbers of the columns of a declared key in its table. */
const keys = `coalesce((select pg_catalog.array_agg(a.attnum order by u.o) from unnest(d.c) with ordinality as u(n, o)
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = u.n and not a.attisdropped), '{}')`;

/** Of a relation `c`: whether it has what the row `d` declares. One condition a letter. */
const conditions: Readonly<Record<string, string>> = {
  t: 'pg_catalog.strpos(d.x, c.relkind::text) > 0',
  c: `exists (select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = d.n and a.attnum > 0
  and not a.attisdropped)`,
  // A type that is none of the server's common ones, such as a domain, may stand for any.
  y: `exists (select from pg_catalog.pg_attribute a join pg_catalog.pg_type y on y.oid = a.atttypid
  where a.attrelid = c.oid and a.attname = d.n and not a.attisdropped
  and (y.typname = any(d.c) or y.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace
  or y.typname <> all (array[${knownTypes.map(quoteLiteral).join(', ')}]::pg_catalog.text[])))`,
  // A key of another name on the same columns does the same; so does a unique index.
  k: `exists (select from pg_catalog.pg_constraint q where q.conrelid = c.oid and q.contype::text = d.x
  and case when q.conname = d.n then true when d.x = 'c' then d.n is null and coalesce(q.conkey, '{}') @> ${keys}
  when d.c is null then d.n is null else q.conkey = ${keys} end
  and (d.r is null or exists (select from pg_catalog.pg_class r where r.oid = q.confrelid and r.relname = d.r)))
  or d.x = 'u' and d.c is not null and exists (select from pg_catalog.pg_index x where x.indrelid = c.oid and x.indisunique
  and x.indpred is null and x.indkey::text = pg_catalog.array_to_string(${keys}, ' '))`,
  i: `exists (select from pg_catalog.pg_index x join pg_catalog.pg_class e on e.oid = x.indexrelid
  where x.indrelid = c.oid and (x.indisvalid or d.x is null) and case when d.n is not null then e.relname = d.n
  else x.indnkeyatts = pg_catalog.cardinality(d.c) and not exists (select from unnest(d.c) with ordinality as u(n, o)
  left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[u.o::int - 1]
  where u.n is not null and a.attname is distinct from u.n) end)`,
  g: 'exists (select from pg_catalog.pg_trigger g where g.tgrelid = c.oid and g.tgname = d.n and not g.tgisinternal)',
  p: 'exists (select from pg_catalog.pg_policy p where p.polrelid = c.oid and p.polname = d.n)',
};

/** The arms of the CASE, only those that are asked for: each costs the server time to plan. */
export function relationConditions(letters: ReadonlySet<string>): string {
  return [...letters].map((letter) => `  when '${letter}' then ${conditions[letter]}`).join('\n');
}
