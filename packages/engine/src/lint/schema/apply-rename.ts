import type { AlterObjectSchemaStmt, RenameStmt } from 'libpg-query';
import { partsOf } from '../../declared/read-drop.ts';
import { qualifiedName } from '../../declared/tree-names.ts';
import { type Applying, isCertain, needColumn, originOf, tell, theRelation } from './applying.ts';
import type { Relation } from './relation.ts';
import { addRelation, findRelation, keysAt, rememberColumn, removeRelation, type Schema } from './schema.ts';

/** ALTER ... RENAME. */
export function applyRename(applying: Applying, rename: RenameStmt): void {
  const { renameType, newname: to = '', subname: from = '' } = rename;
  const missingOk = rename.missing_ok === true || !isCertain(applying);
  switch (renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_FOREIGN_TABLE': {
      // ALTER TABLE renames indexes too.
      const relation = theRelation(applying, rename.relation, { missingOk: missingOk || isIndex(applying, rename) });
      if (relation !== null) renameRelation(applying, relation, to);
      return;
    }
    case 'OBJECT_INDEX':
      renameIndex(applying.schema, rename.relation?.relname ?? '', to);
      return;
    case 'OBJECT_COLUMN': {
      const relation = theRelation(applying, rename.relation, { missingOk });
      if (relation !== null) renameColumn(applying, relation, from, to);
      return;
    }
    case 'OBJECT_TABCONSTRAINT': {
      const relation = theRelation(applying, rename.relation, { missingOk });
      if (relation !== null) renameConstraint(applying, relation, from, to);
      return;
    }
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      renameUserType(applying, qualifiedName(partsOf(rename.object)).name, to);
      return;
    case 'OBJECT_SCHEMA':
      renameSchema(applying.schema, from, to);
      return;
  }
}

function isIndex({ schema }: Applying, { relation }: RenameStmt): boolean {
  return [...schema.indexes].some(({ name }) => name === relation?.relname);
}

function renameRelation(applying: Applying, relation: Relation, to: string): void {
  const { schema } = applying;
  const other = findRelation(schema, { schema: relation.schema, name: to });
  if (other.is === 'found' && isCertain(applying) && !other.relation.maybe && !other.relation.isTemporary) {
    tell(applying, { is: 'create-refused', existing: other.relation });
    return;
  }
  tell(applying, { is: 'renamed', relation, from: relation.name, to });
  const origin = originOf(applying);
  if (!isCertain(applying)) {
    relation.maybe = true;
    const columns = new Map([...relation.columns].map(([name, column]) => [name, { ...column }]));
    addRelation(schema, { ...relation, name: to, columns, keys: [...relation.keys], checks: [] }, origin);
    return;
  }
  removeRelation(schema, relation);
  relation.name = to;
  addRelation(schema, relation, origin);
}

function renameColumn(applying: Applying, table: Relation, from: string, to: string): void {
  const { schema } = applying;
  if (table.kind.endsWith('view')) return;
  if (isCertain(applying)) needColumn(applying, table, from);
  const column = table.columns.get(from);
  if (column === undefined) return;
  tell(applying, { is: 'column-renamed', table, from, to });
  rememberColumn(schema, table, to, originOf(applying));
  if (!isCertain(applying)) {
    column.maybe = true;
    if (!table.columns.has(to)) table.columns.set(to, { ...column, name: to });
    table.hasOpenKeys = true;
    return;
  }
  table.columns.delete(from);
  table.columns.set(to, column);
  column.name = to;
  const renamed = (names: readonly string[]): readonly string[] => names.map((name) => (name === from ? to : name));
  for (const key of table.keys) key.columns = renamed(key.columns);
  for (const key of keysAt(schema, table)) {
    if (key.table === table) key.columns = renamed(key.columns);
    if (key.target === table) key.targetColumns = renamed(key.targetColumns);
  }
}

function renameConstraint(applying: Applying, table: Relation, from: string, to: string): void {
  const foreign = keysAt(applying.schema, table).filter((key) => key.table === table);
  for (const one of [...table.keys, ...table.checks, ...foreign]) if (one.name === from) one.name = to;
}

function renameIndex(schema: Schema, from: string, to: string): void {
  for (const index of schema.indexes) {
    if (index.name !== from) continue;
    index.name = to;
    for (const key of index.table.keys) if (key.name === from) key.name = to;
  }
}

function renameUserType({ schema }: Applying, from: string, to: string): void {
  const type = schema.types.get(from);
  if (type === undefined) return;
  schema.types.delete(from);
  schema.types.set(to, type);
  for (const relation of [...schema.named.values()].flat()) {
    for (const column of relation.columns.values()) {
      if (column.type?.name === from) column.type = { ...column.type, name: to };
    }
  }
}

function renameSchema(schema: Schema, from: string, to: string): void {
  schema.schemas.add(to);
  for (const relation of [...schema.named.values()].flat()) if (relation.schema === from) relation.schema = to;
}

/** ALTER ... SET SCHEMA. */
export function applySetSchema(applying: Applying, alter: AlterObjectSchemaStmt): void {
  const missingOk = alter.missing_ok === true || !isCertain(applying);
  const relation = theRelation(applying, alter.relation, { missingOk });
  if (relation === null) return;
  if (isCertain(applying)) relation.schema = alter.newschema ?? null;
  else relation.maybe = true;
}
