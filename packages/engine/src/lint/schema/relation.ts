import type { Origin } from '../chain/command.ts';
import type { SqlType } from '../types/sql-type.ts';

/**
 * What is known of relations while the files are followed from the first to the last. These values change as the
 * schema they stand for does, and only in this folder; to rules they are read-only.
 */
export interface Relation {
  kind: RelationKind;
  /** As it is written, or as the search path of its file says; null for the schema of the session. */
  schema: string | null;
  name: string;
  readonly columns: Map<string, Column>;
  readonly keys: Key[];
  readonly checks: Check[];
  /** It may have columns that are not known. */
  isOpen: boolean;
  /** It may have keys that are not known. */
  hasOpenKeys: boolean;
  /** It is there, or it is not: a condition decides. */
  maybe: boolean;
  readonly isTemporary: boolean;
  readonly isPartitioned: boolean;
  readonly origin: Origin;
}

export type RelationKind = 'table' | 'foreign table' | 'view' | 'materialized view' | 'sequence';

export interface Column {
  name: string;
  /** Null when it is not known, or may have been changed by what cannot be read. */
  type: SqlType | null;
  notNull: boolean;
  /** A default, an identity or an expression gives it a value. */
  hasDefault: boolean;
  maybe: boolean;
  /** Where it got the type that it has. */
  typedAt: Origin;
}

/** A primary key, a unique constraint, or an index that does the same. */
export interface Key {
  name: string | null;
  readonly isPrimary: boolean;
  readonly isIndexOnly: boolean;
  columns: readonly string[];
}

export interface Check {
  name: string | null;
  /** The columns that it proves to be not null. */
  readonly notNull: readonly string[];
  isValid: boolean;
}

export interface ForeignKey {
  name: string | null;
  readonly table: Relation;
  columns: readonly string[];
  readonly target: Relation;
  targetColumns: readonly string[];
  isValid: boolean;
  maybe: boolean;
  readonly origin: Origin;
}

/** An index by name; unique ones are keys as well. */
export interface Index {
  name: string | null;
  readonly table: Relation;
  readonly columns: readonly string[];
  readonly origin: Origin;
}

/** A type of the application's. */
export interface UserType {
  readonly is: 'enum' | 'domain' | 'other';
  readonly base: SqlType | null;
  readonly origin: Origin;
}

/** `shop.orders`, as a person would write it. */
export function relationText({ schema, name }: Pick<Relation, 'schema' | 'name'>): string {
  return schema === null ? name : `${schema}.${name}`;
}
