import type { RangeVar } from 'libpg-query';
import { relationName } from '../../declared/read-table.ts';
import type { QualifiedName } from '../../declared/tree-names.ts';
import { type Command, isSure, type Origin } from '../chain/command.ts';
import type { Change, PlacedChange, Use } from './change.ts';
import type { Relation } from './relation.ts';
import { findRelation, type Schema } from './schema.ts';

/** One command on its way into the schema. */
export interface Applying {
  readonly schema: Schema;
  readonly command: Command;
  readonly changes: PlacedChange[];
}

/** @param location byte offset of the node that it is about; the beginning of the command when there is none */
export function tell({ command, changes }: Applying, change: Change, location?: number): void {
  changes.push({ ...change, origin: command.at(location) });
}

/** Whether what a command does is certain; else what it makes may be there, and what it takes may be gone. */
export function isCertain({ command }: Applying): boolean {
  return isSure(command);
}

/** The relation that a command names; null when there is none, or none that is known. Says so when it is missing. */
export function theRelation(
  applying: Applying,
  name: RangeVar | QualifiedName | undefined,
  { missingOk = false, use = 'other' }: { readonly missingOk?: boolean | undefined; readonly use?: Use } = {},
): Relation | null {
  if (name === undefined) return null;
  const written = 'name' in name ? name : relationName(name);
  const found = findRelation(applying.schema, written);
  if (found.is === 'found') return found.relation;
  const location = 'location' in name ? name.location : undefined;
  if (found.is === 'missing' && !missingOk) tell(applying, { is: 'missing-relation', ...written, use }, location);
  return null;
}

/** Says so when a column is not there. */
export function needColumn(
  applying: Applying,
  table: Relation,
  column: string,
  { use = 'other', location }: { readonly use?: Use; readonly location?: number | undefined } = {},
): void {
  if (table.isOpen || table.columns.has(column) || SYSTEM.has(column) || table.kind === 'sequence') return;
  tell(applying, { is: 'missing-column', table, column, use }, location);
}

const SYSTEM: ReadonlySet<string> = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);

/** The schema that something without one is made in: null for that of the session, `?` for one that cannot be told. */
export function ownSchema({ schema }: Applying, written: string | null): string | null {
  if (written !== null) return written;
  if (schema.path === 'session') return null;
  return schema.path === 'unknown' ? '?' : (schema.path.find((place) => !place.startsWith('pg_')) ?? '?');
}

/** @returns the same as an origin where a column or a relation comes from */
export function originOf({ command }: Applying, location?: number): Origin {
  return command.at(location);
}
