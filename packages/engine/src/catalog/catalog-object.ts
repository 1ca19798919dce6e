import type { CommentObject, GrantObject, OwnerObject } from './annotation-objects.ts';
import type {
  ConstraintObject,
  IndexObject,
  PolicyObject,
  RuleObject,
  StatisticsObject,
  TriggerObject,
} from './attached-objects.ts';
import type { EventTriggerObject, ExtensionObject, SchemaObject } from './database-objects.ts';
import type { ColumnObject, SequenceObject, TableObject, ViewObject } from './relation-objects.ts';
import type { AggregateObject, RoutineObject } from './routine-objects.ts';
import type { CompositeObject, DomainObject, EnumObject, RangeObject } from './type-objects.ts';

/** Anything that a migration can create. Told apart by `kind`; every one has a schema (or null) and a name. */
export type CatalogObject =
  | SchemaObject
  | ExtensionObject
  | EventTriggerObject
  | TableObject
  | ColumnObject
  | ViewObject
  | SequenceObject
  | ConstraintObject
  | IndexObject
  | TriggerObject
  | RuleObject
  | PolicyObject
  | StatisticsObject
  | RoutineObject
  | AggregateObject
  | EnumObject
  | DomainObject
  | CompositeObject
  | RangeObject
  | OwnerObject
  | GrantObject
  | CommentObject;

export type ObjectKind = CatalogObject['kind'];
