import type { Place } from './place.ts';

export type DeclaredKind =
  | 'schema'
  | 'extension'
  | 'table'
  | 'foreign table'
  | 'view'
  | 'materialized view'
  | 'sequence'
  | 'column'
  /** The type of a column that is there: of the same family as the declared one. */
  | 'column type'
  | 'primary key'
  | 'unique key'
  | 'foreign key'
  | 'check'
  | 'exclusion constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'type'
  | 'enum value'
  | 'function'
  | 'procedure'
  | 'aggregate';

/** What stands between a declaration and its object. */
export interface Handler {
  /** 1-based line of the word EXCEPTION. */
  readonly line: number;
}

/**
 * Where a name without a schema is looked for: in these schemas, in those of the session's search path, or `any`
 * that is not the system's own.
 */
export type LookIn = readonly string[] | 'session' | 'any';

/** Something that a migration says will be there when it has run. Names are as the server stores them. */
export interface Declared extends Place {
  readonly kind: DeclaredKind;
  /** As it is written; null when it is not. */
  readonly schema: string | null;
  readonly lookIn: LookIn;
  /** The relation it belongs to; of an enum value, the type. */
  readonly table: string | null;
  /** Null for keys and indexes that the server names. */
  readonly name: string | null;
  /** Of keys and indexes; null in it stands for an expression. */
  readonly columns: readonly (string | null)[] | null;
  /** Of a foreign key: the table it points to. */
  readonly target: string | null;
  /** Of a column type: what is written, and the names of the types that will do. */
  readonly type: { readonly written: string; readonly accepted: readonly string[] } | null;
  /** Of a routine: how many arguments it takes. */
  readonly inputs: number | null;
  /** `CREATE INDEX ... ON ONLY`: not valid until the partitions have theirs. */
  readonly mayBeInvalid: boolean;
  /** `ALTER TABLE IF EXISTS`: nothing is declared where there is no table. */
  readonly ifTable: boolean;
  /** 0-based place of its statement among those of the file. */
  readonly statement: number;
  /** Written as a statement of the file, or in the body of a DO block. */
  readonly via: 'statement' | 'body';
  /** The EXCEPTION section that would swallow its error. */
  readonly handler: Handler | null;
  /** Without IF NOT EXISTS and outside of every EXCEPTION block: had it not worked, the file would have failed. */
  readonly certain: boolean;
  /** Why it may rightly be gone or never made, as the end of a sentence; null when nothing excuses it. */
  readonly excuse: string | null;
}

const RELATIONS: ReadonlySet<DeclaredKind> = new Set([
  'table',
  'foreign table',
  'view',
  'materialized view',
  'sequence',
]);

export function isRelation({ kind }: Pick<Declared, 'kind'>): boolean {
  return RELATIONS.has(kind);
}

/** The relation in whose catalog rows it is found; null for what belongs to none. */
export function relationOf(declared: Pick<Declared, 'kind' | 'table' | 'name'>): string | null {
  return isRelation(declared) ? declared.name : declared.kind === 'enum value' ? null : declared.table;
}
