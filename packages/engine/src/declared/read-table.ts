import type { AlterTableCmd, AlterTableStmt, ColumnDef, Constraint, CreateStmt, Node, RangeVar } from 'libpg-query';
import type { Declared, DeclaredKind } from './declared.ts';
import { belongsTo } from './ledger.ts';
import { columnsIn } from './mentioned.ts';
import { type Draft, declare, isTemporary, type Scope } from './scope.ts';
import { type QualifiedName, strings } from './tree-names.ts';
import { acceptedTypes } from './type-family.ts';

/** What the elements of one table share. */
interface TableContext extends QualifiedName {
  readonly ifTable: boolean;
  readonly ifNotExists: boolean | undefined;
}

const KEYS: Readonly<Record<string, DeclaredKind>> = {
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique key',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_CHECK: 'check',
  CONSTR_EXCLUSION: 'exclusion constraint',
};

export function relationName(relation: RangeVar | undefined): QualifiedName {
  return { schema: relation?.schemaname ?? null, name: relation?.relname ?? '' };
}

/** CREATE TABLE and CREATE FOREIGN TABLE: the table, its columns and its keys. */
export function readTable(scope: Scope, create: CreateStmt, kind: 'table' | 'foreign table'): void {
  const { relation, if_not_exists: ifNotExists } = create;
  const name = relationName(relation);
  if (relation?.relpersistence === 't' || isTemporary(scope, name.schema, null)) {
    scope.ledger.temporary.add(name.name);
    return;
  }
  // Temporary or not, the new table is made in the schema of the path, whatever temporary one hides it.
  if (isTemporary(scope, name.schema, name.name)) return;
  declare(scope, { kind, ...name, ifNotExists, location: relation?.location });
  if (create.partbound !== undefined) addParent(scope, name, create.inhRelations?.[0]);
  const table = { ...name, ifTable: false, ifNotExists };
  for (const element of [...(create.tableElts ?? []), ...(create.constraints ?? [])])
    readElement(scope, table, element);
}

function addParent({ ledger }: Scope, partition: QualifiedName, parent: Node | undefined): void {
  if (parent !== undefined && 'RangeVar' in parent) ledger.parents.set(partition.name, parent.RangeVar.relname ?? '');
}

function readElement(scope: Scope, table: TableContext, element: Node): void {
  if ('ColumnDef' in element) readColumn(scope, table, element.ColumnDef);
  if ('Constraint' in element) readConstraint(scope, table, element.Constraint, null);
}

function readColumn(scope: Scope, table: TableContext, column: ColumnDef): void {
  const { schema, name, ifTable, ifNotExists } = table;
  const at = { schema, table: name, name: column.colname ?? '', ifTable, ifNotExists, location: column.location };
  declare(scope, { kind: 'column', ...at });
  const type = acceptedTypes(column.typeName);
  if (type !== null) declare(scope, { kind: 'column type', ...at, type });
  for (const node of column.constraints ?? []) {
    if ('Constraint' in node) readConstraint(scope, table, node.Constraint, column.colname ?? null);
  }
}

/** @param column the column beside which it is written */
function readConstraint(scope: Scope, table: TableContext, constraint: Constraint, column: string | null): void {
  const kind = KEYS[constraint.contype ?? ''];
  if (kind === undefined) return;
  const name = constraint.conname ?? constraint.indexname ?? null;
  if (constraint.indexname !== undefined) becomesConstraint(scope, table, constraint.indexname);
  const draft: Draft = {
    kind,
    schema: table.schema,
    table: table.name,
    name,
    columns: columnsOfKey(constraint, column),
    target: constraint.pktable?.relname ?? null,
    ifTable: table.ifTable,
    ifNotExists: table.ifNotExists,
    location: constraint.location,
  };
  declare(scope, draft);
}

function columnsOfKey(constraint: Constraint, column: string | null): readonly string[] | null {
  if (constraint.contype === 'CONSTR_EXCLUSION' || constraint.indexname !== undefined) return null;
  if (constraint.contype === 'CONSTR_CHECK') return columnsIn(constraint.raw_expr);
  const written = strings(constraint.contype === 'CONSTR_FOREIGN' ? constraint.fk_attrs : constraint.keys);
  return written.length > 0 ? written : column === null ? null : [column];
}

/** USING INDEX: the index takes the name of the constraint. */
function becomesConstraint({ ledger }: Scope, table: QualifiedName, index: string): void {
  ledger.forget((declared) => declared.kind === 'index' && declared.name === index && belongsTo(table)(declared));
}

/** ALTER TABLE: what it adds and what it takes away, in order. */
export function readAlterTable(scope: Scope, alter: AlterTableStmt): void {
  const name = relationName(alter.relation);
  if (isTemporary(scope, name.schema, name.name)) return;
  for (const node of alter.cmds ?? []) {
    if ('AlterTableCmd' in node) readCommand(scope, alter, name, node.AlterTableCmd);
  }
}

function readCommand(scope: Scope, alter: AlterTableStmt, name: QualifiedName, command: AlterTableCmd): void {
  const { ledger } = scope;
  const isTable = alter.objtype === 'OBJECT_TABLE' || alter.objtype === 'OBJECT_FOREIGN_TABLE';
  const table = { ...name, ifTable: alter.missing_ok === true, ifNotExists: command.missing_ok || alter.missing_ok };
  const ofTable = belongsTo(name);
  if (command.behavior === 'DROP_CASCADE') ledger.excuse(CASCADED);
  switch (command.subtype) {
    case 'AT_AddColumn':
    case 'AT_AddConstraint':
      if (isTable && command.def !== undefined) readElement(scope, table, command.def);
      return;
    case 'AT_DropColumn':
      ledger.forget((entry) => ofTable(entry) && isOfColumn(entry.kind, command.name, entry.name, entry.columns));
      // Indexes on expressions and with a condition may mention it, and a sequence may be owned by it.
      ledger.excuse('a column of its table is dropped below', (entry) => ofTable(entry) && mayMention(entry));
      ledger.excuse('a column that may have owned it is dropped below', ({ kind }) => kind === 'sequence');
      return;
    case 'AT_DropConstraint':
      ledger.forget((entry) => ofTable(entry) && entry.kind !== 'column' && entry.name === command.name);
      ledger.excuse('a constraint of its table is dropped below', (entry) => ofTable(entry) && entry.name === null);
      return;
    case 'AT_AttachPartition':
      if (command.def !== undefined && 'PartitionCmd' in command.def) {
        ledger.parents.set(command.def.PartitionCmd.name?.relname ?? '', name.name);
      }
      return;
    case 'AT_AlterColumnType':
      ledger.forget((entry) => ofTable(entry) && entry.kind === 'column type' && entry.name === command.name);
      return;
  }
}

/** Why things may be gone after a CASCADE. */
export const CASCADED = 'a statement below it drops something with CASCADE';

function mayMention({ kind, columns }: Declared): boolean {
  return kind === 'index' || (isKey(kind) && columns === null);
}

function isKey(kind: DeclaredKind): boolean {
  return Object.values(KEYS).includes(kind);
}

function isOfColumn(
  kind: DeclaredKind,
  dropped: string | undefined,
  name: string | null,
  columns: readonly (string | null)[] | null,
): boolean {
  if (kind === 'column' || kind === 'column type') return name === dropped;
  return columns?.includes(dropped ?? '') ?? false;
}
