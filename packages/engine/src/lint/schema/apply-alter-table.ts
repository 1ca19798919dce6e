import type { AlterTableCmd, AlterTableStmt, ColumnDef } from 'libpg-query';
import { addConstraint } from './apply-constraint.ts';
import { dropColumn, dropConstraint } from './apply-drop-part.ts';
import { retypeColumn } from './apply-retype.ts';
import { column, inOrder } from './apply-table.ts';
import { type Applying, isCertain, needColumn, originOf, tell, theRelation } from './applying.ts';
import type { Relation } from './relation.ts';
import { rememberColumn } from './schema.ts';

/** PostgreSQL does the actions of one ALTER TABLE in this order, whatever the order of writing. */
const PASSES: Readonly<Record<string, number>> = {
  AT_DropColumn: 0,
  AT_DropConstraint: 0,
  AT_AlterColumnType: 1,
  AT_AddColumn: 2,
};
const LATER = 3;
const FOREIGN = 4;

/** Actions that name a column in `name`. */
const OF_COLUMN: ReadonlySet<string> = new Set(
  (
    'AT_ColumnDefault AT_DropNotNull AT_SetNotNull AT_SetExpression AT_DropExpression AT_SetStatistics AT_SetOptions ' +
    'AT_ResetOptions AT_SetStorage AT_SetCompression AT_AddIdentity AT_SetIdentity AT_DropIdentity'
  ).split(' '),
);

export function applyAlterTable(applying: Applying, alter: AlterTableStmt): void {
  const isTable = alter.objtype === 'OBJECT_TABLE' || alter.objtype === 'OBJECT_FOREIGN_TABLE';
  const missingOk = alter.missing_ok === true || !isCertain(applying);
  if (!isTable && alter.objtype !== 'OBJECT_VIEW' && alter.objtype !== 'OBJECT_MATVIEW') return;
  const table = theRelation(applying, alter.relation, { missingOk });
  if (table === null) return;
  const commands = (alter.cmds ?? []).flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  for (const command of commands.toSorted((a, b) => passOf(a) - passOf(b))) applyAction(applying, table, command);
}

function passOf({ subtype, def }: AlterTableCmd): number {
  const isForeign = def !== undefined && 'Constraint' in def && def.Constraint.contype === 'CONSTR_FOREIGN';
  return isForeign ? FOREIGN : (PASSES[subtype ?? ''] ?? LATER);
}

function applyAction(applying: Applying, table: Relation, command: AlterTableCmd): void {
  const { subtype, name = '', def, missing_ok: missingOk = false } = command;
  if (OF_COLUMN.has(subtype ?? '')) applyToColumn(applying, table, command);
  switch (subtype) {
    case 'AT_AddColumn':
      if (def !== undefined && 'ColumnDef' in def) addColumn(applying, table, def.ColumnDef, missingOk);
      return;
    case 'AT_DropColumn':
      if (!missingOk) needColumn(applying, table, name);
      dropColumn(applying, table, name);
      return;
    case 'AT_AlterColumnType':
      if (def !== undefined && 'ColumnDef' in def) retypeColumn(applying, table, name, def.ColumnDef);
      return;
    case 'AT_AddConstraint':
      if (def !== undefined && 'Constraint' in def) addConstraint(applying, table, def.Constraint, null, 'alter');
      return;
    case 'AT_DropConstraint':
      dropConstraint(applying, table, name);
      return;
    case 'AT_ValidateConstraint':
      validate(applying, table, name);
      return;
    case 'AT_AttachPartition':
      if (def !== undefined && 'PartitionCmd' in def) theRelation(applying, def.PartitionCmd.name);
      return;
    case 'AT_AddInherit':
      table.isOpen = true;
      return;
  }
}

function addColumn(applying: Applying, table: Relation, definition: ColumnDef, ifNotExists: boolean): void {
  const made = { ...column(applying, definition), maybe: !isCertain(applying) };
  const existing = table.columns.get(made.name);
  if (existing !== undefined) {
    if (ifNotExists && isCertain(applying) && !existing.maybe) {
      tell(applying, { is: 'column-skipped', table, column: made, existing: { ...existing } }, definition.location);
    }
    // Under a condition it is the usual guard: where the column is there, the command is not run.
    if (isCertain(applying)) existing.maybe = false;
    return;
  }
  table.columns.set(made.name, made);
  rememberColumn(applying.schema, table, made.name, originOf(applying, definition.location));
  tell(
    applying,
    { is: 'column-added', table, column: made, definition: { ColumnDef: definition } },
    definition.location,
  );
  for (const { constraint, of } of inOrder([{ ColumnDef: definition }])) {
    addConstraint(applying, table, constraint, of, 'column');
  }
}

function applyToColumn(applying: Applying, table: Relation, { subtype, name = '', def }: AlterTableCmd): void {
  needColumn(applying, table, name);
  const column = table.columns.get(name);
  if (column === undefined) return;
  if (subtype === 'AT_SetNotNull') {
    const isProven = column.notNull || table.checks.some(({ notNull, isValid }) => isValid && notNull.includes(name));
    tell(applying, { is: 'set-not-null', table, column: name, isProven });
    column.notNull = true;
  } else if (subtype === 'AT_DropNotNull') column.notNull = false;
  else if (subtype === 'AT_ColumnDefault') column.hasDefault = def !== undefined || !isCertain(applying);
  else if (subtype === 'AT_AddIdentity') column.hasDefault = true;
}

function validate(applying: Applying, table: Relation, name: string): void {
  tell(applying, { is: 'validated', table, name });
  for (const check of table.checks) if (check.name === name) check.isValid = true;
  for (const key of applying.schema.foreignKeys) if (key.table === table && key.name === name) key.isValid = true;
}
