import type { Constraint, Node } from 'libpg-query';
import { columnsIn } from '../../declared/mentioned.ts';
import { strings } from '../../declared/tree-names.ts';
import { type Applying, isCertain, needColumn, originOf, tell, theRelation } from './applying.ts';
import type { Where } from './change.ts';
import { keyPairs } from './key-pairs.ts';
import type { ForeignKey, Key, Relation } from './relation.ts';

/** A constraint of CREATE TABLE, ADD COLUMN or ADD CONSTRAINT. @param of the column beside which it stands */
export function addConstraint(
  applying: Applying,
  table: Relation,
  constraint: Constraint,
  of: string | null,
  where: Where,
): void {
  switch (constraint.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
      addKey(applying, table, constraint, of, where);
      return;
    case 'CONSTR_FOREIGN':
      addForeignKey(applying, table, constraint, of, where);
      return;
    case 'CONSTR_CHECK':
      addCheck(applying, table, constraint, where);
      return;
    case 'CONSTR_NOTNULL':
      // As a constraint of the table, since 18; beside a column it is part of it.
      for (const name of strings(constraint.keys)) setNotNull(table, name);
      return;
    case 'CONSTR_EXCLUSION':
      tell(applying, { is: 'exclusion-added', table, where }, constraint.location);
      return;
  }
}

function setNotNull(table: Relation, name: string): void {
  const column = table.columns.get(name);
  if (column !== undefined) column.notNull = true;
}

function addKey(applying: Applying, table: Relation, constraint: Constraint, of: string | null, where: Where): void {
  const { indexname, conname, location } = constraint;
  const isPrimary = constraint.contype === 'CONSTR_PRIMARY';
  const written = strings(constraint.keys);
  const index = indexname === undefined ? undefined : table.keys.find(({ name }) => name === indexname);
  const columns = index?.columns ?? (written.length > 0 ? written : of === null ? [] : [of]);
  const suffix = isPrimary ? [table.name, 'pkey'] : [table.name, ...columns, 'key'];
  const key: Key = { name: conname ?? indexname ?? suffix.join('_'), isPrimary, isIndexOnly: false, columns };
  for (const name of columns) {
    needColumn(applying, table, name, { location });
    if (isPrimary) setNotNull(table, name);
  }
  if (indexname !== undefined && index === undefined) table.hasOpenKeys = true;
  else table.keys.push(key);
  tell(applying, { is: 'key-added', table, key, usesIndex: indexname !== undefined, where }, location);
}

function addForeignKey(
  applying: Applying,
  table: Relation,
  constraint: Constraint,
  of: string | null,
  where: Where,
): void {
  const { pktable, location, conname } = constraint;
  const written = strings(constraint.fk_attrs);
  const columns = written.length > 0 ? written : of === null ? [] : [of];
  for (const name of columns) needColumn(applying, table, name, { location });
  const target = theRelation(applying, pktable, { use: 'foreign key' });
  if (target === null) return;
  const targetColumns = targetOf(applying, target, strings(constraint.pk_attrs), constraint);
  if (targetColumns === null) return;
  const key: ForeignKey = {
    ...{ name: conname ?? [table.name, ...columns, 'fkey'].join('_'), table, columns, target, targetColumns },
    ...{ isValid: constraint.skip_validation !== true, maybe: !isCertain(applying) },
    origin: originOf(applying, location),
  };
  applying.schema.foreignKeys.add(key);
  // Beside a column that is new and empty there is nothing to compare.
  tell(applying, { is: 'foreign-key-added', key, where, scans: where === 'alter' && key.isValid }, location);
  tell(applying, { is: 'key-typed', because: 'added', key, pairs: keyPairs(applying.schema, key) }, location);
}

/** The columns that a key points to; null when they are not known, or cannot be pointed to. */
function targetOf(
  applying: Applying,
  target: Relation,
  written: readonly string[],
  { pktable, location }: Constraint,
): readonly string[] | null {
  if (target.kind !== 'table') return null;
  const at = pktable?.location ?? location;
  if (written.length === 0) {
    const primary = target.keys.find(({ isPrimary }) => isPrimary);
    if (primary === undefined && !target.hasOpenKeys)
      tell(applying, { is: 'target-not-unique', target, columns: [] }, at);
    return primary?.columns ?? null;
  }
  for (const name of written) needColumn(applying, target, name, { use: 'foreign key', location: at });
  if (!written.every((name) => target.columns.has(name))) return null;
  const wanted = [...written].sort().join();
  const isUnique = target.keys.some(({ columns }) => [...columns].sort().join() === wanted);
  if (!isUnique && !target.hasOpenKeys) tell(applying, { is: 'target-not-unique', target, columns: written }, at);
  return written;
}

function addCheck(applying: Applying, table: Relation, constraint: Constraint, where: Where): void {
  const { raw_expr: expression, conname, location } = constraint;
  const columns = columnsIn(expression);
  for (const name of columns) needColumn(applying, table, name, { location });
  const isValid = constraint.skip_validation !== true;
  const name = conname ?? [table.name, ...(columns.length === 1 ? columns : []), 'check'].join('_');
  table.checks.push({ name, notNull: provenNotNull(expression), isValid });
  tell(applying, { is: 'check-added', table, isValid, name, where }, location);
}

/** The columns that cannot be null where an expression holds: `a IS NOT NULL`, and such joined by AND. */
function provenNotNull(expression: Node | undefined): readonly string[] {
  if (expression === undefined) return [];
  if ('BoolExpr' in expression && expression.BoolExpr.boolop === 'AND_EXPR') {
    return (expression.BoolExpr.args ?? []).flatMap(provenNotNull);
  }
  if (!('NullTest' in expression) || expression.NullTest.nulltesttype !== 'IS_NOT_NULL') return [];
  const { arg } = expression.NullTest;
  return arg !== undefined && 'ColumnRef' in arg ? columnsIn({ NullTest: expression.NullTest }) : [];
}
