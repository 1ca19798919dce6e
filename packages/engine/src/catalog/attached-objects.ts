import type { TriggerState } from './database-objects.ts';

/** Objects that belong to a relation. `text` as in relation-objects. */
interface Attached {
  readonly schema: string;
  /** The relation that it belongs to; of a domain's constraint see `DomainObject`. */
  readonly table: string;
  readonly name: string;
}

/**
 * NOT NULL is `nullable: false` of its column; here it stands only when it is NOT VALID or NO INHERIT. What a partition or
 * a child table has of its parent alone is left out. `text` is of CHECK and EXCLUDE.
 */
export interface ConstraintObject extends Attached {
  readonly kind: 'constraint';
  readonly type: 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclusion' | 'not null';
  /** In the order of the key; empty where only an expression says. */
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly text: string | null;
  readonly target: { readonly schema: string; readonly table: string; readonly columns: readonly string[] } | null;
  readonly onUpdate: ForeignKeyAction | null;
  readonly onDelete: ForeignKeyAction | null;
  /** Of ON DELETE SET NULL (columns). */
  readonly onDeleteColumns: readonly string[];
  readonly match: 'simple' | 'full' | 'partial' | null;
  readonly deferrable: 'no' | 'immediate' | 'deferred';
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly noInherit: boolean;
  readonly nullsNotDistinct: boolean;
  /** WITHOUT OVERLAPS, PERIOD. */
  readonly temporal: boolean;
  /** Of an exclusion constraint: access method and the operator of each column. */
  readonly exclusion: { readonly method: string; readonly operators: readonly string[] } | null;
  /** Its index is valid and ready; null where it has none. */
  readonly indexValid: boolean | null;
}

export type ForeignKeyAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

/**
 * An index that does not stand behind a constraint. An index of a partition that is attached to one of its parent is
 * implied by that one, and stands here only when it is not valid or not ready.
 */
export interface IndexObject extends Attached {
  readonly kind: 'index';
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  /** The WHERE of a partial index. */
  readonly predicate: string | null;
  readonly isPartial: boolean;
  readonly nullsNotDistinct: boolean;
  readonly valid: boolean;
  readonly ready: boolean;
  /** `fillfactor=70`, sorted. */
  readonly options: readonly string[];
  /** Qualified name of the partitioned index that it is attached to. */
  readonly partitionOf: string | null;
}

export interface IndexKey {
  /** Null when the key is an expression. */
  readonly column: string | null;
  readonly text: string | null;
  /** Qualified, when it is not the default of the type. */
  readonly operatorClass: string | null;
  readonly collation: string | null;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A partition's copy of its parent's trigger stands here only when it does not fire like that one. */
export interface TriggerObject extends Attached {
  readonly kind: 'trigger';
  readonly timing: 'before' | 'after' | 'instead of';
  readonly level: 'row' | 'statement';
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  /** Of UPDATE OF. */
  readonly columns: readonly string[];
  /** Qualified name of its function. */
  readonly function: string;
  readonly arguments: readonly string[];
  readonly hasWhen: boolean;
  readonly when: string | null;
  readonly oldTable: string | null;
  readonly newTable: string | null;
  readonly deferrable: 'no' | 'immediate' | 'deferred';
  readonly isConstraint: boolean;
  readonly enabled: TriggerState;
}

export interface RuleObject extends Attached {
  readonly kind: 'rule';
  readonly event: 'select' | 'insert' | 'update' | 'delete';
  readonly instead: boolean;
  readonly enabled: TriggerState;
  readonly text: string | null;
}

export interface PolicyObject extends Attached {
  readonly kind: 'policy';
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
  readonly permissive: boolean;
  /** Sorted; `public` stands for everybody. */
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

/** CREATE STATISTICS. */
export interface StatisticsObject extends Attached {
  readonly kind: 'statistics';
  readonly kinds: readonly string[];
  readonly columns: readonly string[];
  /** Its expressions. */
  readonly text: string | null;
  readonly statisticsTarget: number | null;
}
