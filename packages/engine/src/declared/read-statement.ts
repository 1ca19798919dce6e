import type { Node } from 'libpg-query';
import { readCreate } from './read-create.ts';
import { readDrop } from './read-drop.ts';
import { readRename, readSetSchema } from './read-rename.ts';
import { readCalls, readSetting } from './read-session.ts';
import { readAlterTable } from './read-table.ts';
import { declare, type Scope } from './scope.ts';
import { strings } from './tree-names.ts';

/** Follows one statement: what it declares, and what it takes away of what was declared before it. */
export function readStatement(scope: Scope, node: Node): void {
  const { ledger } = scope;
  if ('DropStmt' in node) readDrop(scope, node.DropStmt);
  else if ('RenameStmt' in node) readRename(scope, node.RenameStmt);
  else if ('AlterObjectSchemaStmt' in node) readSetSchema(scope, node.AlterObjectSchemaStmt);
  else if ('AlterTableStmt' in node) readAlterTable(scope, node.AlterTableStmt);
  else if ('VariableSetStmt' in node) readSetting(scope, node.VariableSetStmt);
  else if ('CallStmt' in node) readCalls(scope, node);
  else if ('DropOwnedStmt' in node) ledger.excuse('DROP OWNED stands below it');
  else if ('DiscardStmt' in node) ledger.lookIn = 'session';
  else if ('AlterEnumStmt' in node) {
    const { typeName, oldVal, newVal = '' } = node.AlterEnumStmt;
    const [table = '', schema = null] = strings(typeName).toReversed();
    if (oldVal === undefined) {
      declare(scope, { kind: 'enum value', schema, table, name: newVal });
      return;
    }
    ledger.change(
      (entry) => entry.kind === 'enum value' && entry.table === table && entry.name === oldVal,
      () => ({ name: newVal }),
    );
  } else if ('CreateSchemaStmt' in node) {
    const { schemaname, authrole, schemaElts = [], if_not_exists: ifNotExists } = node.CreateSchemaStmt;
    const name = schemaname ?? authrole?.rolename;
    if (name === undefined) return;
    declare(scope, { kind: 'schema', schema: null, name, ifNotExists });
    for (const element of schemaElts) readStatement({ ...scope, schema: name }, element);
  } else {
    if ('SelectStmt' in node) readCalls(scope, node);
    readCreate(scope, node);
  }
}
