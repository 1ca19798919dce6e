import { quoteLiteral } from '../db/quote.ts';
import { catalogLetter } from './catalog-letter.ts';
import { type Declared, isRelation, relationOf } from './declared.ts';
import { relationConditions } from './relation-conditions.ts';

/** What is asked of the catalog in one branch: for each row of values, whether a condition holds. */
interface Branch {
  readonly picks: (declared: Declared) => boolean;
  /** Column names and types of the values that follow the number. */
  readonly columns: Readonly<Record<string, string>>;
  readonly cells: (declared: Declared) => readonly (string | null)[];
  /** The rows for which it does not hold. */
  readonly unless: (declared: readonly Declared[]) => string;
}

const SYSTEM = "('pg_catalog', 'information_schema', 'pg_toast')";
/** Whether the namespace `n` is one where the name of `d` is looked for. */
const inSchema = `(n.nspname = any(d.s) or (d.s is null and n.nspname not in ${SYSTEM})
  or (n.oid = pg_catalog.pg_my_temp_schema() and (d.s is null or 'pg_temp' = any(d.s))))`;

const branches: readonly Branch[] = [
  {
    picks: (declared) => relationOf(declared) !== null,
    columns: { k: 'text', s: 'text[]', t: 'name', n: 'name', c: 'text[]', x: 'text', r: 'name', o: 'bool' },
    cells: (declared) => [
      quoteLiteral(letterOf(declared)),
      schemas(declared),
      quoteLiteral(relationOf(declared)),
      quoteLiteral(declared.name),
      names(declared.type?.accepted ?? declared.columns),
      quoteLiteral(extra(declared)),
      quoteLiteral(declared.target),
      String(declared.ifTable),
    ],
    unless: (
      declared,
    ) => `exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relname = d.t and ${inSchema} and case d.k
${relationConditions(new Set(declared.map(letterOf)))} end)
  or d.o and not exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relname = d.t and ${inSchema})`,
  },
  {
    picks: ({ kind }) => kind === 'schema',
    columns: { n: 'name' },
    cells: ({ name }) => [quoteLiteral(name)],
    unless: () => 'exists (select from pg_catalog.pg_namespace n where n.nspname = d.n)',
  },
  {
    picks: ({ kind }) => kind === 'extension',
    columns: { n: 'name' },
    cells: ({ name }) => [quoteLiteral(name)],
    unless: () => 'exists (select from pg_catalog.pg_extension e where e.extname = d.n)',
  },
  {
    picks: ({ kind }) => kind === 'type' || kind === 'enum value',
    columns: { s: 'text[]', n: 'name', x: 'text' },
    cells: (declared) => [
      schemas(declared),
      quoteLiteral(declared.table ?? declared.name),
      quoteLiteral(declared.kind === 'enum value' ? declared.name : null),
    ],
    unless: () => `exists (select from pg_catalog.pg_type y join pg_catalog.pg_namespace n on n.oid = y.typnamespace
  where y.typname = d.n and ${inSchema} and (d.x is null or exists (select from pg_catalog.pg_enum e
  where e.enumtypid = y.oid and e.enumlabel = d.x)))`,
  },
  {
    picks: (declared) => catalogLetter(declared).routine !== undefined,
    columns: { s: 'text[]', n: 'name', x: 'text', a: 'int4' },
    cells: (declared) => [
      schemas(declared),
      quoteLiteral(declared.name),
      quoteLiteral(catalogLetter(declared).routine ?? ''),
      declared.inputs === null ? 'NULL' : String(declared.inputs),
    ],
    unless: () => `exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where p.proname = d.n and ${inSchema} and pg_catalog.strpos(d.x, p.prokind::text) > 0
  and (d.a is null or p.pronargs = d.a))`,
  },
];

/** The query that finds what is missing: rows of the number in `declared`, and the type a column has instead. */
export function missingSql(declared: readonly Declared[]): string {
  const parts = branches.flatMap((branch) => {
    const picked = declared.flatMap((entry, number) => (branch.picks(entry) ? [{ entry, number }] : []));
    if (picked.length === 0) return [];
    const types = Object.entries(branch.columns);
    const rows = picked.map(({ entry, number }, row) => {
      const cells = branch.cells(entry).map((cell, at) => (row === 0 ? `${cell}::pg_catalog.${types[at]?.[1]}` : cell));
      return `(${[number, ...cells].join(', ')})`;
    });
    const actual =
      picked.some(({ entry }) => entry.kind === 'column type') && branch === branches[0] ? actualType : 'null';
    const condition = branch.unless(picked.map(({ entry }) => entry));
    return [
      `select d.i, ${actual} as actual from (values ${rows.join(',\n')})
as d(i, ${types.map(([name]) => name).join(', ')}) where not coalesce(${condition}, false)`,
    ];
  });
  return parts.join('\nunion all\n');
}

const actualType = `case when d.k = 'y' then (select pg_catalog.format_type(a.atttypid, null)
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = d.n
  where c.relname = d.t and ${inSchema} limit 1) end`;

/** The letter of the condition that is asked of a relation. */
function letterOf(declared: Declared): string {
  if (isRelation(declared)) return 't';
  const letters: Readonly<Record<string, string>> = {
    column: 'c',
    'column type': 'y',
    index: 'i',
    trigger: 'g',
    policy: 'p',
  };
  return letters[declared.kind] ?? 'k';
}

function extra(declared: Declared): string | null {
  if (declared.kind === 'index') return declared.mayBeInvalid ? null : 'valid';
  const { relation, key } = catalogLetter(declared);
  return relation ?? key ?? null;
}

function schemas({ lookIn }: Declared): string {
  if (lookIn === 'any') return 'NULL';
  return lookIn === 'session'
    ? "(pg_catalog.current_schemas(false)::pg_catalog.text[] || 'pg_temp'::pg_catalog.text)"
    : names(lookIn);
}

function names(list: readonly (string | null)[] | null): string {
  if (list === null) return 'NULL';
  return list.length === 0 ? "'{}'::pg_catalog.text[]" : `array[${list.map(quoteLiteral).join(', ')}]`;
}
