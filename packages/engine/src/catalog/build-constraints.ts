import type { ConstraintObject, ForeignKeyAction } from './attached-objects.ts';
import type { Building, Subject } from './building.ts';
import { qualifiedName } from './qualified-name.ts';
import type { ConstraintRow, IndexRow } from './rows.ts';
import { array, EMPTY, vector } from './server-lists.ts';

/** Constraints of tables; those of a domain are a part of it. */
export function buildConstraints(building: Building): void {
  const { rows, lookup } = building;
  const indexes = new Map(rows.indexes.map((row) => [row[0], row]));
  for (const row of rows.constraints) {
    const relation = lookup.relations.get(row[3]);
    if (relation === undefined) continue;
    const index = isOfIndex(row[2]) ? (indexes.get(row[5]) ?? null) : null;
    const constraint = constraintOf(building, relation, row, index);
    building.add(constraint, 'pg_constraint', row[0]);
    if (index !== null) building.name('pg_class', row[5], indexSubject(constraint, index));
  }
}

/** A comment can be on the index of a constraint. */
function indexSubject({ schema }: ConstraintObject, [, , name]: IndexRow): Subject {
  return { schema, name, identity: `index ${qualifiedName(schema, name)}` };
}

/** Primary key, unique, exclusion: the constraint stands for its index. Of a foreign key the row names the target's. */
export function isOfIndex(type: string): boolean {
  return type === 'p' || type === 'u' || type === 'x';
}

function constraintOf(
  building: Building,
  { schema, name: table }: { readonly schema: string; readonly name: string },
  row: ConstraintRow,
  index: IndexRow | null,
): ConstraintObject {
  const [oid, name, type, relation, , , columns, , , , , , , deferrable, deferred, validated] = row;
  const [, , , , , , , , , , , , , , , , enforced, noInherit, temporal, operators] = row;
  const { lookup } = building;
  return {
    kind: 'constraint',
    schema,
    table,
    name,
    type: constraintTypes[type] ?? 'check',
    columns: lookup.columnNames(relation, type === 'x' ? keysOf(index) : array(columns)),
    include: index === null ? EMPTY : lookup.columnNames(relation, vector(index[6]).slice(Number(index[5]))),
    text: type === 'c' || type === 'x' ? building.text(type === 'c' ? 'check' : 'exclusion', oid) : null,
    ...foreignKeyOf(building, row),
    deferrable: deferral(deferrable, deferred),
    validated: validated === 't',
    enforced: enforced === 't',
    noInherit: (type === 'c' || type === 'n') && noInherit === 't',
    nullsNotDistinct: index?.[11] === 't',
    temporal: temporal === 't',
    exclusion: type === 'x' && index !== null ? { method: index[3], operators: (operators ?? '').split(' ') } : null,
    indexValid: index === null ? null : index[12] === 't' && index[13] === 't',
  };
}

/** The row of an exclusion constraint has no columns on some versions when one of its keys is an expression. */
function keysOf(index: IndexRow | null): readonly string[] {
  return index === null ? [] : vector(index[6]).slice(0, Number(index[5]));
}

function foreignKeyOf(
  { lookup }: Building,
  [, , type, relation, , , , target, targetColumns, onUpdate, onDelete, onDeleteColumns, match]: ConstraintRow,
): Pick<ConstraintObject, 'target' | 'onUpdate' | 'onDelete' | 'onDeleteColumns' | 'match'> {
  if (type !== 'f') return { target: null, onUpdate: null, onDelete: null, onDeleteColumns: EMPTY, match: null };
  const named = lookup.named(target);
  return {
    target: {
      schema: named?.schema ?? '',
      table: named?.name ?? `#${target}`,
      columns: lookup.columnNames(target, array(targetColumns)),
    },
    onUpdate: actions[onUpdate ?? ''] ?? null,
    onDelete: actions[onDelete ?? ''] ?? null,
    onDeleteColumns: lookup.columnNames(relation, array(onDeleteColumns)),
    match: match === 'f' ? 'full' : match === 'p' ? 'partial' : 'simple',
  };
}

/** As pg_constraint and pg_trigger have it. */
export function deferral(deferrable: string, deferred: string): ConstraintObject['deferrable'] {
  if (deferrable !== 't') return 'no';
  return deferred === 't' ? 'deferred' : 'immediate';
}

const constraintTypes: Readonly<Record<string, ConstraintObject['type']>> = {
  p: 'primary key',
  u: 'unique',
  f: 'foreign key',
  c: 'check',
  x: 'exclusion',
  n: 'not null',
};

const actions: Readonly<Record<string, ForeignKeyAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};
