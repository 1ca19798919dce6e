import type { DropStmt } from 'libpg-query';
import { partsOf } from '../../declared/read-drop.ts';
import { type QualifiedName, qualifiedName } from '../../declared/tree-names.ts';
import { forget } from './apply-drop-part.ts';
import { type Applying, isCertain, tell, theRelation } from './applying.ts';
import type { Relation } from './relation.ts';
import { allRelations, keysAt, removeRelation } from './schema.ts';

const RELATIONS: ReadonlySet<string> = new Set([
  ...['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE'],
]);

export function applyDrop(applying: Applying, drop: DropStmt): void {
  const { removeType = '', missing_ok: missingOk = false, concurrent = false } = drop;
  const cascades = drop.behavior === 'DROP_CASCADE';
  for (const node of drop.objects ?? []) {
    const name = qualifiedName(partsOf(node));
    if (RELATIONS.has(removeType)) dropNamed(applying, name, missingOk, cascades);
    else if (removeType === 'OBJECT_INDEX') dropIndex(applying, name, concurrent);
    else if (removeType === 'OBJECT_SCHEMA') dropSchema(applying, name.name);
    else if (removeType === 'OBJECT_TYPE' || removeType === 'OBJECT_DOMAIN') dropType(applying, name.name, cascades);
    else if (removeType === 'OBJECT_EXTENSION' && cascades) openAll(applying);
  }
}

function dropNamed(applying: Applying, name: QualifiedName, missingOk: boolean, cascades: boolean): void {
  const found = theRelation(applying, name, { missingOk: missingOk || !isCertain(applying) });
  if (found === null) return;
  tell(applying, { is: 'dropped', relation: found, cascades });
  dropRelation(applying, found);
  // Views go along, and defaults: which, cannot be told without looking into every query.
  if (cascades) for (const one of allRelations(applying.schema)) if (one.kind.endsWith('view')) one.maybe = true;
}

function dropRelation(applying: Applying, relation: Relation): void {
  const { schema } = applying;
  if (!isCertain(applying)) {
    relation.maybe = true;
    return;
  }
  for (const key of keysAt(schema, relation)) schema.foreignKeys.delete(key);
  for (const index of schema.indexes) if (index.table === relation) schema.indexes.delete(index);
  removeRelation(schema, relation);
}

function dropIndex(applying: Applying, { name }: QualifiedName, concurrent: boolean): void {
  const { schema } = applying;
  const index = [...schema.indexes].find((one) => one.name === name);
  tell(applying, { is: 'index-dropped', table: index?.table ?? null, name, concurrent });
  if (index === undefined) return;
  if (!isCertain(applying)) {
    index.table.hasOpenKeys = true;
    return;
  }
  schema.indexes.delete(index);
  forget(index.table.keys, (key) => key.isIndexOnly && key.name === name);
}

function dropSchema(applying: Applying, name: string): void {
  for (const relation of allRelations(applying.schema)) {
    if (relation.schema !== name) continue;
    tell(applying, { is: 'dropped', relation, cascades: true });
    dropRelation(applying, relation);
  }
}

/** CASCADE takes columns of the type along. */
function dropType({ schema }: Applying, name: string, cascades: boolean): void {
  if (cascades) {
    for (const relation of allRelations(schema)) {
      for (const column of relation.columns.values()) if (column.type?.name === name) column.maybe = true;
    }
  }
  schema.types.delete(name);
}

function openAll({ schema }: Applying): void {
  for (const relation of allRelations(schema)) relation.maybe = true;
}
