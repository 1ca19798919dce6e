/**
 * Relations and their columns. A `text` is what a server writes for an expression: it compares within one major version,
 * and is null when there is none. Types are as `format_type` writes them, with their modifier.
 */

export interface TableObject {
  readonly kind: 'table';
  readonly schema: string;
  readonly name: string;
  readonly form: 'regular' | 'partitioned' | 'foreign';
  readonly unlogged: boolean;
  /** `RANGE (created_at)`, of a partitioned table. */
  readonly partitionKey: string | null;
  /** Of a partition: its parent and bound, `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`. */
  readonly partitionOf: { readonly parent: string; readonly bound: string | null } | null;
  /** Qualified names of the tables it inherits from, other than as a partition. */
  readonly inherits: readonly string[];
  readonly rowSecurity: boolean;
  readonly rowSecurityForced: boolean;
  readonly replicaIdentity: 'default' | 'nothing' | 'full' | 'index';
  /** Name of the index that REPLICA IDENTITY USING INDEX says. */
  readonly replicaIdentityIndex: string | null;
  /** Name of the index that CLUSTER ON says. */
  readonly clusteredOn: string | null;
  /** When it is not `heap`. */
  readonly accessMethod: string | null;
  /** The composite type of CREATE TABLE ... OF. */
  readonly ofType: string | null;
  /** `fillfactor=70`, sorted; `toast.autovacuum_enabled=false`; those of a foreign table. */
  readonly options: readonly string[];
  /** Of a foreign table. */
  readonly server: string | null;
}

export interface ColumnObject {
  readonly kind: 'column';
  readonly schema: string;
  /** The table that it is a column of. Columns of views are a part of the view. */
  readonly table: string;
  readonly name: string;
  /** 1-based place among the columns that are there; dropped ones do not count. */
  readonly position: number;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly identity: 'always' | 'by default' | null;
  readonly generated: { readonly storage: 'stored' | 'virtual'; readonly text: string | null } | null;
  /** Qualified, when it is not that of the type. */
  readonly collation: string | null;
  /** When it is not that of the type. */
  readonly storage: 'plain' | 'external' | 'extended' | 'main' | null;
  /** Such as `lz4`, when it is not the server's default. */
  readonly compression: string | null;
  /** Of SET STATISTICS. */
  readonly statisticsTarget: number | null;
  /** `n_distinct=5`, sorted; those of a foreign table's column. */
  readonly options: readonly string[];
}

export interface ViewObject {
  readonly kind: 'view' | 'materialized view';
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly default: string | null }[];
  readonly text: string | null;
  /** `security_invoker=true`, `check_option=local`, sorted. */
  readonly options: readonly string[];
  /** Of a materialized view. */
  readonly populated: boolean;
}

export interface SequenceObject {
  readonly kind: 'sequence';
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  /** Whole numbers as text: they may be larger than a number holds. */
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
  readonly unlogged: boolean;
  /** The column that it belongs to, by OWNED BY, serial or identity. */
  readonly ownedBy: { readonly schema: string; readonly table: string; readonly column: string } | null;
  readonly identity: boolean;
}
