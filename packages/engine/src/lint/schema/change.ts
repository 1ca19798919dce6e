import type { Node } from 'libpg-query';
import type { Origin } from '../chain/command.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Column, ForeignKey, Key, Relation } from './relation.ts';

/** A column of a foreign key and the one it points to, with the types that they had at that moment. */
export interface KeyPair {
  readonly column: string;
  readonly type: SqlType;
  readonly targetColumn: string;
  readonly targetType: SqlType;
  /** Where the types come from. */
  readonly typedAt: Origin;
  readonly targetTypedAt: Origin;
}

/** What a command does to the schema, or finds wrong with it: rules look at these. */
export type Change =
  | { readonly is: 'created'; readonly relation: Relation }
  /** IF NOT EXISTS, and the relation is there already: nothing happened. */
  | { readonly is: 'create-skipped'; readonly existing: Relation; readonly written: Relation; readonly had: Shape }
  | { readonly is: 'create-refused'; readonly existing: Relation }
  | { readonly is: 'dropped'; readonly relation: Relation; readonly cascades: boolean }
  | { readonly is: 'renamed'; readonly relation: Relation; readonly from: string; readonly to: string }
  | { readonly is: 'column-added'; readonly table: Relation; readonly column: Column; readonly definition: Node }
  | { readonly is: 'column-skipped'; readonly table: Relation; readonly column: Column; readonly existing: ColumnShape }
  | { readonly is: 'column-dropped'; readonly table: Relation; readonly column: string }
  | { readonly is: 'column-renamed'; readonly table: Relation; readonly from: string; readonly to: string }
  | {
      readonly is: 'column-retyped';
      readonly table: Relation;
      readonly column: string;
      /** Null when it is not known. */
      readonly from: SqlType | null;
      readonly to: SqlType | null;
      readonly using: Node | null;
      /** The type of the value that is stored, with or without USING; null when it is not known. */
      readonly given: SqlType | null;
      /** Whether an index has the column. */
      readonly isIndexed: boolean;
    }
  | { readonly is: 'impossible-cast'; readonly from: SqlType; readonly to: SqlType; readonly what: string }
  | { readonly is: 'set-not-null'; readonly table: Relation; readonly column: string; readonly isProven: boolean }
  | {
      readonly is: 'key-added';
      readonly table: Relation;
      readonly key: Key;
      readonly usesIndex: boolean;
      readonly where: Where;
    }
  | { readonly is: 'exclusion-added'; readonly table: Relation; readonly where: Where }
  | { readonly is: 'foreign-key-added'; readonly key: ForeignKey; readonly where: Where; readonly scans: boolean }
  | {
      readonly is: 'check-added';
      readonly table: Relation;
      readonly isValid: boolean;
      readonly name: string | null;
      readonly where: Where;
    }
  | { readonly is: 'validated'; readonly table: Relation; readonly name: string }
  /** A foreign key was added, or one of its columns has another type now. */
  | {
      readonly is: 'key-typed';
      readonly because: 'added' | 'retyped';
      readonly key: ForeignKey;
      readonly pairs: readonly KeyPair[];
    }
  | {
      readonly is: 'index-created';
      readonly table: Relation;
      readonly name: string | null;
      readonly concurrent: boolean;
    }
  | {
      readonly is: 'index-dropped';
      readonly table: Relation | null;
      readonly name: string;
      readonly concurrent: boolean;
    }
  | { readonly is: 'target-not-unique'; readonly target: Relation; readonly columns: readonly string[] }
  | { readonly is: 'missing-relation'; readonly name: string; readonly schema: string | null; readonly use: Use }
  | { readonly is: 'missing-column'; readonly table: Relation; readonly column: string; readonly use: Use };

/** Where a constraint stands: in CREATE TABLE, beside a column that is added, or in ADD CONSTRAINT. */
export type Where = 'create' | 'column' | 'alter';

export type Use = 'foreign key' | 'other';

/** A change, and where in the file it stands. */
export type PlacedChange = Change & { readonly origin: Origin };

/** The columns of a relation as they were: a copy, since the relation goes on changing. */
export type Shape = ReadonlyMap<string, ColumnShape>;
export type ColumnShape = Readonly<Pick<Column, 'name' | 'type' | 'maybe'>>;
