import type { ConstraintObject, IndexObject } from '../../catalog/attached-objects.ts';
import { addConstraint, dropConstraint, validateConstraint } from '../ddl/constraint.ts';
import { createIndex, dropIndex } from '../ddl/index.ts';

/** Rows are not locked while they are checked: the constraint is added first, and then validated. */
export function addMissingConstraint(constraint: ConstraintObject): readonly string[] {
  const { type, validated, enforced } = constraint;
  const inTwo = (type === 'foreign key' || type === 'check') && validated && enforced;
  return inTwo ? [addConstraint(constraint, true), validateConstraint(constraint)] : [addConstraint(constraint)];
}

export function changeConstraint(wanted: ConstraintObject, found: ConstraintObject): readonly string[] {
  const isOnlyUnchecked = JSON.stringify({ ...found, validated: true }) === JSON.stringify(wanted);
  if (isOnlyUnchecked) return [validateConstraint(wanted)];
  return [dropConstraint(found), ...addMissingConstraint(wanted)];
}

export function changeIndex(wanted: IndexObject, found: IndexObject): readonly string[] {
  return [dropIndex(found), createIndex(wanted)];
}
