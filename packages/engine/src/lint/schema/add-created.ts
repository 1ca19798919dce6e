import { isSameType } from '../types/sql-type.ts';
import { type Applying, isCertain, tell } from './applying.ts';
import type { ColumnShape } from './change.ts';
import type { Relation } from './relation.ts';
import { addRelation, findRelation } from './schema.ts';

/**
 * Adds a relation that a command creates, unless one of its name is there already.
 *
 * @returns whether it was added
 */
export function addCreated(applying: Applying, made: Relation, ifNotExists: boolean, location?: number): boolean {
  const { schema } = applying;
  const found = findRelation(schema, made);
  const existing = found.is === 'found' && found.relation.isTemporary === made.isTemporary ? found.relation : null;
  if (existing === null) {
    addRelation(schema, made);
    tell(applying, { is: 'created', relation: made }, location);
    return true;
  }
  if (existing.maybe || !isCertain(applying)) merge(existing, made, isCertain(applying));
  else if (ifNotExists) {
    const had = new Map<string, ColumnShape>([...existing.columns].map(([name, column]) => [name, { ...column }]));
    tell(applying, { is: 'create-skipped', existing, written: made, had }, location);
  } else tell(applying, { is: 'create-refused', existing }, location);
  return false;
}

/** One of two shapes is there, and nobody knows which: what they have in common is known. */
function merge(existing: Relation, made: Relation, isCertain: boolean): void {
  for (const column of existing.columns.values()) {
    const other = made.columns.get(column.name);
    if (other === undefined) column.maybe = true;
    else if (column.type !== null && (other.type === null || !isSameType(column.type, other.type))) column.type = null;
  }
  for (const [name, column] of made.columns) {
    if (!existing.columns.has(name)) existing.columns.set(name, { ...column, maybe: true });
  }
  existing.isOpen ||= made.isOpen;
  existing.hasOpenKeys = true;
  if (isCertain) existing.maybe = false;
}
