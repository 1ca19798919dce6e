import type { ColumnDef, Constraint, CreateStmt, Node } from 'libpg-query';
import { relationName } from '../../declared/read-table.ts';
import { isSerial, sqlType } from '../types/sql-type.ts';
import { addCreated } from './add-created.ts';
import { addConstraint } from './apply-constraint.ts';
import { type Applying, isCertain, originOf, ownSchema, tell, theRelation } from './applying.ts';
import type { Column, Relation } from './relation.ts';

/** CREATE TABLE: columns first, then keys, then foreign keys, so that the order of writing does not matter. */
export function applyTable(applying: Applying, create: CreateStmt, kind: 'table' | 'foreign table' = 'table'): void {
  const { relation, inhRelations = [], ofTypename, partbound } = create;
  if (relation === undefined) return;
  const { schema, name } = relationName(relation);
  const isTemporary = relation.relpersistence === 't' || schema?.startsWith('pg_temp') === true;
  const origin = originOf(applying, relation.location);
  const own = isTemporary ? null : ownSchema(applying, schema);
  const table: Relation = {
    ...{ kind, schema: own, name, isTemporary, origin, columns: new Map(), keys: [], checks: [] },
    ...{ isOpen: ofTypename !== undefined, hasOpenKeys: false, maybe: !isCertain(applying) },
    isPartitioned: create.partspec !== undefined,
  };
  for (const parent of inhRelations) inherit(applying, table, parent, partbound !== undefined);
  const elements = create.tableElts ?? [];
  for (const element of elements) {
    if ('ColumnDef' in element) table.columns.set(element.ColumnDef.colname ?? '', column(applying, element.ColumnDef));
    if ('TableLikeClause' in element) like(applying, table, element.TableLikeClause);
  }
  if (!addCreated(applying, table, create.if_not_exists === true, relation.location)) return;
  for (const { constraint, of } of inOrder([...elements, ...(create.constraints ?? [])])) {
    addConstraint(applying, table, constraint, of, 'create');
  }
}

interface WrittenConstraint {
  readonly constraint: Constraint;
  /** The column beside which it stands. */
  readonly of: string | null;
}

/** The constraints of a table, those that others rest on first. */
export function inOrder(elements: readonly Node[]): readonly WrittenConstraint[] {
  const all = elements.flatMap((element): readonly WrittenConstraint[] => {
    if ('Constraint' in element) return [{ constraint: element.Constraint, of: null }];
    return 'ColumnDef' in element ? constraintsOf(element.ColumnDef) : [];
  });
  const isForeign = ({ constraint }: WrittenConstraint): boolean => constraint.contype === 'CONSTR_FOREIGN';
  return [...all.filter((one) => !isForeign(one)), ...all.filter(isForeign)];
}

function constraintsOf({ colname = '', constraints = [] }: ColumnDef): readonly WrittenConstraint[] {
  return constraints.flatMap((node) => ('Constraint' in node ? [{ constraint: node.Constraint, of: colname }] : []));
}

const GIVES_VALUE: ReadonlySet<string> = new Set(['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED']);
const NOT_NULL: ReadonlySet<string> = new Set(['CONSTR_NOTNULL', 'CONSTR_PRIMARY', 'CONSTR_IDENTITY']);

/** A column as it is written. */
export function column(applying: Applying, definition: ColumnDef): Column {
  const kinds = constraintsOf(definition).map(({ constraint }) => constraint.contype ?? '');
  const serial = isSerial(definition.typeName);
  return {
    name: definition.colname ?? '',
    type: sqlType(definition.typeName),
    notNull: serial || kinds.some((kind) => NOT_NULL.has(kind)),
    hasDefault: serial || kinds.some((kind) => GIVES_VALUE.has(kind)),
    maybe: false,
    typedAt: originOf(applying, definition.location),
  };
}

/** INHERITS and PARTITION OF: the columns of the parent, and of a partition its keys. */
function inherit(applying: Applying, table: Relation, node: Node, isPartition: boolean): void {
  if (!('RangeVar' in node)) return;
  const parent = theRelation(applying, node.RangeVar);
  if (parent === null) {
    table.isOpen = true;
    return;
  }
  copyColumns(parent, table);
  if (isPartition) copyKeys(parent, table);
}

const INDEXES = 1 << 6;

function like(
  applying: Applying,
  table: Relation,
  clause: Extract<Node, { TableLikeClause: unknown }>['TableLikeClause'],
): void {
  const model = theRelation(applying, clause.relation);
  if (model === null) {
    table.isOpen = true;
    return;
  }
  copyColumns(model, table);
  if (((clause.options ?? 0) & INDEXES) !== 0) copyKeys(model, table);
}

function copyColumns(from: Relation, to: Relation): void {
  for (const [name, column] of from.columns) to.columns.set(name, { ...column });
  if (from.isOpen || from.kind === 'view' || from.kind === 'materialized view') to.isOpen = true;
}

function copyKeys(from: Relation, to: Relation): void {
  for (const key of from.keys) to.keys.push({ ...key, name: null });
  if (from.hasOpenKeys) to.hasOpenKeys = true;
}

/** CREATE TABLE AS, SELECT INTO, CREATE VIEW and their kind: a relation whose columns are not looked into. */
export function applyOtherRelation(
  applying: Applying,
  relation: CreateStmt['relation'],
  kind: Relation['kind'],
  { ifNotExists, replaces }: { readonly ifNotExists: boolean; readonly replaces: boolean },
): void {
  if (relation === undefined) return;
  const { schema, name } = relationName(relation);
  const isTemporary = relation.relpersistence === 't' || schema?.startsWith('pg_temp') === true;
  const made: Relation = {
    ...{ kind, schema: isTemporary ? null : ownSchema(applying, schema), name, isTemporary, columns: new Map() },
    ...{ keys: [], checks: [], isOpen: true, hasOpenKeys: true, maybe: !isCertain(applying) },
    ...{ isPartitioned: false, origin: originOf(applying, relation.location) },
  };
  if (replaces) {
    addReplacing(applying, made);
    return;
  }
  addCreated(applying, made, ifNotExists, relation.location);
}

function addReplacing(applying: Applying, made: Relation): void {
  const existing = theRelation(applying, { schema: made.schema, name: made.name }, { missingOk: true });
  if (existing === null) addCreated(applying, made, true);
  else tell(applying, { is: 'created', relation: existing });
}
