import type { Node } from 'libpg-query';
import { callsIn } from '../../declared/mentioned.ts';
import { isHarmless } from '../../declared/read-session.ts';
import { qualifiedName, strings } from '../../declared/tree-names.ts';
import { applyAlterTable } from './apply-alter-table.ts';
import { applyDrop } from './apply-drop.ts';
import { applyExpressions } from './apply-expressions.ts';
import { applyIndex } from './apply-index.ts';
import { applyReferences } from './apply-references.ts';
import { applyRename, applySetSchema } from './apply-rename.ts';
import { applySession } from './apply-session.ts';
import { applyOtherRelation, applyTable } from './apply-table.ts';
import { applyType } from './apply-type.ts';
import { applyUnseen } from './apply-unseen.ts';
import type { Applying } from './applying.ts';

/** Follows one command: changes the schema as it would, and tells what it does and what it lacks. */
export function applyCommand(applying: Applying): void {
  const { node } = applying.command;
  applyExpressions(applying, node);
  if (applyDefinition(applying, node) || applyType(applying, node)) return;
  applySession(applying, node);
  applyReferences(applying, node);
  if ('SelectStmt' in node || 'CallStmt' in node) applyCalls(applying, node);
}

function applyDefinition(applying: Applying, node: Node): boolean {
  if ('CreateStmt' in node) applyTable(applying, node.CreateStmt);
  else if ('CreateForeignTableStmt' in node) {
    const { base } = node.CreateForeignTableStmt;
    if (base !== undefined) applyTable(applying, base, 'foreign table');
  } else if ('AlterTableStmt' in node) applyAlterTable(applying, node.AlterTableStmt);
  else if ('IndexStmt' in node) applyIndex(applying, node.IndexStmt);
  else if ('DropStmt' in node) applyDrop(applying, node.DropStmt);
  else if ('RenameStmt' in node) applyRename(applying, node.RenameStmt);
  else if ('AlterObjectSchemaStmt' in node) applySetSchema(applying, node.AlterObjectSchemaStmt);
  else if ('CreateFunctionStmt' in node) rememberRoutine(applying, node);
  else if ('CreateSchemaStmt' in node) applySchema(applying, node.CreateSchemaStmt);
  else return applyMade(applying, node);
  return true;
}

/** What is made of a query, and sequences: the query is looked at first, since it cannot name what it makes. */
function applyMade(applying: Applying, node: Node): boolean {
  if ('ViewStmt' in node) {
    const { view, replace, query } = node.ViewStmt;
    if (query !== undefined) applyReferences(applying, query);
    applyOtherRelation(applying, view, 'view', { ifNotExists: false, replaces: replace === true });
  } else if ('CreateTableAsStmt' in node) {
    const { into, objtype, query, if_not_exists: ifNotExists = false } = node.CreateTableAsStmt;
    if (query !== undefined) applyReferences(applying, query);
    const kind = objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table';
    applyOtherRelation(applying, into?.rel, kind, { ifNotExists, replaces: false });
  } else if ('CreateSeqStmt' in node) {
    const { sequence, if_not_exists: ifNotExists = false } = node.CreateSeqStmt;
    applyOtherRelation(applying, sequence, 'sequence', { ifNotExists, replaces: false });
  } else if ('SelectStmt' in node && node.SelectStmt.intoClause !== undefined) {
    applyOtherRelation(applying, node.SelectStmt.intoClause.rel, 'table', { ifNotExists: false, replaces: false });
  } else return false;
  return true;
}

function applySchema(
  applying: Applying,
  create: Extract<Node, { CreateSchemaStmt: unknown }>['CreateSchemaStmt'],
): void {
  const name = create.schemaname ?? create.authrole?.rolename ?? '';
  const { schema } = applying;
  schema.schemas.add(name);
  const before = schema.path;
  schema.path = [name];
  for (const node of create.schemaElts ?? []) applyCommand({ ...applying, command: { ...applying.command, node } });
  schema.path = before;
}

function rememberRoutine({ schema, command }: Applying, node: Extract<Node, { CreateFunctionStmt: unknown }>): void {
  const { name } = qualifiedName(strings(node.CreateFunctionStmt.funcname));
  schema.routines.set(name, [...(schema.routines.get(name) ?? []), command.source.text]);
}

/** SELECT f(), CALL p(): a function of the application's can do anything that stands in it. */
function applyCalls(applying: Applying, node: Node): void {
  const calls = callsIn(node).filter((parts) => !isHarmless(parts));
  const known = calls.filter((parts) => 'CallStmt' in node || applying.schema.routines.has(parts.at(-1) ?? ''));
  if (known.length === 0 && isQuery(node)) return;
  const names = (isQuery(node) ? known : calls).map((parts) => parts.at(-1) ?? '');
  const { schema, command } = applying;
  if (names.length > 0) applyUnseen({ schema, origin: command.at() }, command.source.text, names, false);
}

/** A query of tables: the functions in it, of extensions or the server's, compute. */
function isQuery(node: Node): boolean {
  return 'SelectStmt' in node && (node.SelectStmt.fromClause ?? []).length > 0;
}
