import type { Node, RangeVar } from 'libpg-query';
import { visit } from '../../declared/mentioned.ts';
import { partsOf } from '../../declared/read-drop.ts';
import { qualifiedName, strings } from '../../declared/tree-names.ts';
import { type Applying, isCertain, needColumn, theRelation } from './applying.ts';
import type { Relation } from './relation.ts';

/** Queries and commands about relations that change no schema: whether what they name is there. */
export function applyReferences(applying: Applying, node: Node): void {
  // What stands under a condition is usually guarded by it.
  if (!isCertain(applying)) return;
  if ('CommentStmt' in node) applyComment(applying, node.CommentStmt.objtype, node.CommentStmt.object);
  // It may name an index, which is a relation too.
  else if ('ReindexStmt' in node) return;
  else if ('InsertStmt' in node) applyInsert(applying, node);
  else if ('UpdateStmt' in node) applyUpdate(applying, node);
  else if ('CopyStmt' in node) applyCopy(applying, node);
  else if ('CreateTrigStmt' in node) applyTrigger(applying, node);
  else applyQuery(applying, node);
}

/** Every relation that a query names, but for its WITH names. */
function applyQuery(applying: Applying, node: Node): void {
  const local = new Set<string>();
  const relations: RangeVar[] = [];
  visit(node, (tag, value) => {
    if (tag === 'CommonTableExpr') local.add((value as { ctename?: string }).ctename ?? '');
    // FOR UPDATE OF names aliases.
    if (tag === 'LockingClause') for (const alias of aliasesIn(value)) local.add(alias);
    // INSERT and UPDATE have their table without a tag of its own, and so do policies.
    if (tag === 'RangeVar' || tag === 'relation' || tag === 'table') relations.push(value as RangeVar);
  });
  for (const relation of relations) {
    if (relation.relname === undefined || relation.catalogname !== undefined) continue;
    if (relation.schemaname === undefined && local.has(relation.relname)) continue;
    theRelation(applying, relation);
  }
}

function aliasesIn(lockingClause: object): readonly string[] {
  const { lockedRels = [] } = lockingClause as { lockedRels?: Node[] };
  return lockedRels.flatMap((node) => ('RangeVar' in node ? [node.RangeVar.relname ?? ''] : []));
}

function applyInsert(applying: Applying, node: Extract<Node, { InsertStmt: unknown }>): void {
  applyQuery(applying, node);
  const { relation, cols = [], onConflictClause } = node.InsertStmt;
  const table = known(applying, relation);
  if (table === null) return;
  for (const column of cols) needTarget(applying, table, column);
  for (const element of onConflictClause?.infer?.indexElems ?? []) {
    if ('IndexElem' in element && element.IndexElem.name !== undefined)
      needColumn(applying, table, element.IndexElem.name);
  }
  for (const column of onConflictClause?.targetList ?? []) needTarget(applying, table, column);
}

function applyUpdate(applying: Applying, node: Extract<Node, { UpdateStmt: unknown }>): void {
  applyQuery(applying, node);
  const { relation, targetList = [] } = node.UpdateStmt;
  const table = known(applying, relation);
  if (table !== null) for (const column of targetList) needTarget(applying, table, column);
}

function needTarget(applying: Applying, table: Relation, node: Node): void {
  if (!('ResTarget' in node) || node.ResTarget.name === undefined) return;
  needColumn(applying, table, node.ResTarget.name, { location: node.ResTarget.location });
}

function applyCopy(applying: Applying, node: Extract<Node, { CopyStmt: unknown }>): void {
  const { relation, attlist } = node.CopyStmt;
  applyQuery(applying, node);
  const table = known(applying, relation);
  if (table !== null) for (const name of strings(attlist)) needColumn(applying, table, name);
}

function applyTrigger(
  applying: Applying,
  { CreateTrigStmt: trigger }: Extract<Node, { CreateTrigStmt: unknown }>,
): void {
  const table = theRelation(applying, trigger.relation);
  if (table !== null) for (const name of strings(trigger.columns)) needColumn(applying, table, name);
}

function applyComment(applying: Applying, kind: string | undefined, object: Node | undefined): void {
  const parts = partsOf(object);
  if (kind === 'OBJECT_TABLE' || kind === 'OBJECT_VIEW' || kind === 'OBJECT_MATVIEW') {
    theRelation(applying, qualifiedName(parts));
  } else if (kind === 'OBJECT_COLUMN') {
    const table = theRelation(applying, qualifiedName(parts.slice(0, -1)));
    if (table !== null) needColumn(applying, table, parts.at(-1) ?? '');
  }
}

/** A relation that was asked for already: whether it is missing has been said. */
function known(applying: Applying, relation: RangeVar | undefined): Relation | null {
  return theRelation(applying, relation, { missingOk: true });
}
