import type {
  AggregateRow,
  ColumnRow,
  ConstraintRow,
  EventTriggerRow,
  IndexRow,
  PolicyRow,
  RangeRow,
  RelationRow,
  RoutineRow,
  SequenceRow,
  StatisticsRow,
  TriggerRow,
  TypeRow,
} from './rows.ts';

/**
 * The raw rows of one snapshot, as the queries in sql/catalog return them: everything is text or null, and the labels of
 * the tuples are the only description of a row that there is. Booleans are `t` and `f`, arrays are as the server writes them.
 */
export interface RowSets {
  readonly schemas: readonly (readonly [oid: string, name: string])[];
  readonly members: readonly (readonly [catalog: string, oid: string])[];
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly 'types-named': readonly (readonly [oid: string, written: string, storage: string, collation: string])[];
  readonly collations: readonly (readonly [oid: string, schema: string, name: string])[];
  readonly 'operator-classes': readonly (readonly [
    oid: string,
    schema: string,
    name: string,
    method: string,
    isDefault: string,
    type: string,
  ])[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly inheritance: readonly (readonly [child: string, parent: string, place: string])[];
  readonly 'outside-columns': readonly (readonly [
    relation: string,
    schema: string,
    relationName: string,
    number: string,
    name: string,
  ])[];
  readonly sequences: readonly SequenceRow[];
  readonly triggers: readonly TriggerRow[];
  readonly rules: readonly (readonly [
    oid: string,
    relation: string,
    name: string,
    event: string,
    instead: string,
    enabled: string,
    version: string,
  ])[];
  readonly 'view-rules': readonly (readonly [view: string, version: string])[];
  readonly policies: readonly PolicyRow[];
  readonly roles: readonly (readonly [oid: string, name: string])[];
  readonly statistics: readonly StatisticsRow[];
  readonly routines: readonly RoutineRow[];
  readonly aggregates: readonly AggregateRow[];
  readonly types: readonly TypeRow[];
  readonly 'enum-labels': readonly (readonly [type: string, label: string])[];
  readonly ranges: readonly RangeRow[];
  readonly extensions: readonly (readonly [oid: string, schema: string, name: string, version: string])[];
  readonly 'event-triggers': readonly EventTriggerRow[];
  readonly owners?: readonly (readonly [catalog: string, oid: string, role: string])[];
  readonly grants?: readonly (readonly [
    catalog: string,
    oid: string,
    column: string,
    owner: string,
    grantee: string,
    privileges: string,
  ])[];
  readonly comments?: readonly (readonly [catalog: string, oid: string, column: string, text: string])[];
  readonly 'foreign-tables': readonly (readonly [table: string, server: string, options: string | null])[];
}

/** The queries of a snapshot, in the order in which they are sent. */
export const rowSetNames: readonly (keyof RowSets)[] = [
  'schemas',
  'members',
  'relations',
  'columns',
  'types-named',
  'collations',
  'operator-classes',
  'constraints',
  'indexes',
  'inheritance',
  'outside-columns',
  'sequences',
  'triggers',
  'rules',
  'view-rules',
  'policies',
  'roles',
  'statistics',
  'routines',
  'aggregates',
  'types',
  'enum-labels',
  'ranges',
  'extensions',
  'event-triggers',
  'foreign-tables',
];

/** Those that are read only when it is asked for. */
export const annotationSetNames: readonly (keyof RowSets)[] = ['owners', 'grants', 'comments'];
