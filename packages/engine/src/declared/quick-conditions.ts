import { quoteLiteral } from '../db/quote.ts';
import { catalogLetter } from './catalog-letter.ts';
import { type Declared, relationOf } from './declared.ts';
import { typeOid } from './type-family.ts';

/** The oid of the relation that is looked at, a variable of the block. */
const RELATION = 'r';

/**
 * Conditions in PL/pgSQL, one for each relation and each thing that belongs to none, that hold only when everything is
 * there. Each is so plain that the server plans it in no time, which the query that tells exactly what is missing is
 * not. Where one does not hold, nothing is decided yet.
 *
 * @returns null when something has no plain condition
 */
export function quickConditions(declared: readonly Declared[]): readonly string[] | null {
  const groups = new Map<string, Declared[]>();
  for (const entry of declared) {
    const relation = relationOf(entry);
    const key = relation === null ? `${groups.size}` : JSON.stringify([relation, entry.lookIn]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const found = [...groups.values()].map((group) => conditionOf(group));
  return found.some((condition) => condition === null) ? null : found.filter((condition) => condition !== null);
}

function conditionOf(group: readonly Declared[]): string | null {
  const first = group[0] as Declared;
  const relation = relationOf(first);
  if (relation === null) return ownCondition(first);
  const parts = [columns(group), ...group.map(partCondition)];
  if (parts.includes(null)) return null;
  const kinds = group.map(catalogLetter).find((letters) => letters.relation)?.relation;
  const all = parts.filter((part) => part !== null && part !== '').join(' and ');
  const isThere = `${RELATION} is not null${all === '' ? '' : ` and ${all}`}`;
  const condition = group.every(({ ifTable }) => ifTable) ? `${RELATION} is null or ${isThere}` : isThere;
  return `${RELATION} := (select c.oid from pg_catalog.pg_class c where c.relname = ${quoteLiteral(relation)}
${kinds === undefined ? '' : ` and pg_catalog.strpos(${quoteLiteral(kinds)}, c.relkind::text) > 0`} and c.relnamespace in (${namespaces(first)}) limit 1);
ok := ${condition};`;
}

function namespaces({ lookIn }: Declared): string {
  const from = 'select n.oid from pg_catalog.pg_namespace n where n.nspname';
  if (lookIn === 'any') return `${from} not in ('pg_catalog', 'information_schema', 'pg_toast')`;
  return `${from} = any(${lookIn === 'session' ? 'pg_catalog.current_schemas(false)' : list(lookIn, 'name')})`;
}

/** All columns at once, each with its type where one is asked for. */
function columns(group: readonly Declared[]): string {
  const families = new Map<string, string[]>();
  const typed = new Map(
    group.flatMap(({ kind, name, type }) => (kind === 'column type' ? [[name, type] as const] : [])),
  );
  const names = new Set(group.flatMap(({ kind, name }) => (kind.startsWith('column') && name !== null ? [name] : [])));
  for (const name of names) {
    const family = typed.get(name)?.accepted.map(typeOid).join(', ') ?? '';
    families.set(family, [...(families.get(family) ?? []), quoteLiteral(name)]);
  }
  if (names.size === 0) return '';
  const choices = [...families].map(
    ([family, members]) =>
      `a.attname in (${members.join(', ')})${family === '' ? '' : ` and a.atttypid in (${family})`}`,
  );
  return `(select pg_catalog.count(*) from pg_catalog.pg_attribute a where a.attrelid = ${RELATION} and a.attnum > 0
 and not a.attisdropped and (${choices.join('\n or ')})) = ${names.size}`;
}

/** Of a key, an index, a trigger or a policy; empty for what is asked elsewhere, null for what is not so plain. */
function partCondition(declared: Declared): string | null {
  const { kind, name, target, mayBeInvalid } = declared;
  const letters = catalogLetter(declared);
  if (letters.relation !== undefined || kind === 'column' || kind === 'column type') return '';
  const named = name === null ? null : quoteLiteral(name);
  if (letters.key !== undefined) {
    const isIt = named === null ? onColumns(declared) : ` and q.conname = ${named}`;
    const pointsTo = ` and (select e.relname from pg_catalog.pg_class e where e.oid = q.confrelid) = ${quoteLiteral(target)}`;
    return `exists (select from pg_catalog.pg_constraint q where q.conrelid = ${RELATION}
 and q.contype = '${letters.key}'${isIt}${target === null ? '' : pointsTo})`;
  }
  if (named === null) return null;
  if (kind === 'trigger')
    return `exists (select from pg_catalog.pg_trigger g where g.tgrelid = ${RELATION} and g.tgname = ${named} and not g.tgisinternal)`;
  if (kind === 'policy')
    return `exists (select from pg_catalog.pg_policy p where p.polrelid = ${RELATION} and p.polname = ${named})`;
  return `exists (select from pg_catalog.pg_index x where x.indrelid = ${RELATION}${mayBeInvalid ? '' : ' and x.indisvalid'}
 and (select e.relname from pg_catalog.pg_class e where e.oid = x.indexrelid) = ${named})`;
}

function onColumns({ kind, columns: names }: Declared): string {
  if (names === null || names.length === 0) return '';
  const numbers = names.map(
    (name) =>
      `(select a.attnum from pg_catalog.pg_attribute a where a.attrelid = ${RELATION} and a.attname = ${quoteLiteral(name)})`,
  );
  return ` and q.conkey ${kind === 'check' ? '@>' : '='} array[${numbers.join(', ')}]::pg_catalog.int2[]`;
}

/** Of what belongs to no relation. */
function ownCondition(declared: Declared): string {
  const { kind, table, name, inputs } = declared;
  const named = quoteLiteral(name);
  const within = `in (${namespaces(declared)})`;
  if (kind === 'schema') return `ok := exists (select from pg_catalog.pg_namespace n where n.nspname = ${named});`;
  if (kind === 'extension') return `ok := exists (select from pg_catalog.pg_extension e where e.extname = ${named});`;
  if (kind === 'type')
    return `ok := exists (select from pg_catalog.pg_type y where y.typname = ${named} and y.typnamespace ${within});`;
  if (kind === 'enum value')
    return `ok := exists (select from pg_catalog.pg_enum e where e.enumlabel = ${named} and e.enumtypid in (select y.oid
 from pg_catalog.pg_type y where y.typname = ${quoteLiteral(table)} and y.typnamespace ${within}));`;
  return `ok := exists (select from pg_catalog.pg_proc p where p.proname = ${named} and p.pronamespace ${within}
 and pg_catalog.strpos('${catalogLetter(declared).routine}', p.prokind::text) > 0${inputs === null ? '' : ` and p.pronargs = ${inputs}`});`;
}

function list(values: readonly string[], type: string): string {
  return `array[${values.map(quoteLiteral).join(', ')}]::pg_catalog.${type}[]`;
}
