import type { Node } from 'libpg-query';

/** A statement that makes something unless it is there: IF NOT EXISTS. */
export function isConditionalMaking(node: Node): boolean {
  if ('CreateStmt' in node) return node.CreateStmt.if_not_exists === true;
  if ('CreateForeignTableStmt' in node) return node.CreateForeignTableStmt.base?.if_not_exists === true;
  if ('CreateTableAsStmt' in node) return node.CreateTableAsStmt.if_not_exists === true;
  if ('CreateSeqStmt' in node) return node.CreateSeqStmt.if_not_exists === true;
  if ('CreateSchemaStmt' in node) return node.CreateSchemaStmt.if_not_exists === true;
  if ('CreateExtensionStmt' in node) return node.CreateExtensionStmt.if_not_exists === true;
  if ('IndexStmt' in node) return node.IndexStmt.if_not_exists === true;
  return conditionalColumns(node).length > 0;
}

/** The columns that ALTER TABLE adds unless they are there. */
export function conditionalColumns(node: Node): readonly string[] {
  if (!('AlterTableStmt' in node)) return [];
  return (node.AlterTableStmt.cmds ?? []).flatMap((command) => {
    if (!('AlterTableCmd' in command)) return [];
    const { subtype, missing_ok: isConditional, def } = command.AlterTableCmd;
    const isColumn = subtype === 'AT_AddColumn' && isConditional === true && def !== undefined && 'ColumnDef' in def;
    return isColumn ? [def.ColumnDef.colname ?? ''] : [];
  });
}

/** A statement that takes something away if it is there: IF EXISTS. */
export function isConditionalDrop(node: Node): boolean {
  if ('DropStmt' in node) return node.DropStmt.missing_ok === true;
  if (!('AlterTableStmt' in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).every(
    (command) =>
      'AlterTableCmd' in command &&
      command.AlterTableCmd.missing_ok === true &&
      ['AT_DropColumn', 'AT_DropConstraint'].includes(command.AlterTableCmd.subtype ?? ''),
  );
}
