import type { AlterObjectSchemaStmt, RenameStmt } from 'libpg-query';
import { type Declared, isRelation } from './declared.ts';
import { belongsTo, canBe, type Ledger } from './ledger.ts';
import { isTheRoutine, isTheType, partsOf } from './read-drop.ts';
import { relationName } from './read-table.ts';
import { isTemporary, type Scope } from './scope.ts';
import { type QualifiedName, qualifiedName } from './tree-names.ts';

type Test = (entry: Declared) => boolean;
type Into = (entry: Declared) => Partial<Declared>;

/** ALTER ... RENAME: what was declared is expected under its new name. */
export function readRename(scope: Scope, rename: RenameStmt): void {
  const { newname: to = '', subname: from = '' } = rename;
  const { ledger } = scope;
  const relation = relationName(rename.relation);
  const object = qualifiedName(partsOf(rename.object));
  const ofTable = belongsTo(relation);
  const move = mover(scope);
  switch (rename.renameType) {
    case 'OBJECT_COLUMN':
      if (isTemporary(scope, relation.schema, relation.name)) return;
      move(ofTable, (entry) => withColumn(entry, from, to));
      return;
    case 'OBJECT_TABCONSTRAINT':
      move(
        (entry) => ofTable(entry) && entry.name === from && !isColumn(entry),
        () => ({ name: to }),
      );
      return;
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY': {
      const kind = rename.renameType === 'OBJECT_TRIGGER' ? 'trigger' : 'policy';
      move(
        (entry) => entry.kind === kind && ofTable(entry) && entry.name === from,
        () => ({ name: to }),
      );
      return;
    }
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      move(isTheType(object), ({ kind }) => (kind === 'type' ? { name: to } : { table: to }));
      return;
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
    case 'OBJECT_AGGREGATE':
      move(isTheRoutine(object), () => ({ name: to }));
      return;
    case 'OBJECT_SCHEMA':
      if (Array.isArray(ledger.lookIn) && ledger.lookIn.includes(from)) ledger.lookIn = 'any';
      move(
        ({ schema }) => schema === from,
        () => ({ schema: to, lookIn: [to] }),
      );
      move(
        ({ kind, name }) => kind === 'schema' && name === from,
        () => ({ name: to }),
      );
      return;
  }
  if (rename.relation !== undefined) renameRelation(scope, relation, to, move);
}

/** Where the rename itself may not have happened, nothing is expected under either name. */
function mover({ ledger, conditional, handler }: Scope): (test: Test, into: Into) => void {
  const isSure = !conditional && handler === null;
  return (test, into) => (isSure ? ledger.change(test, into) : ledger.forget(test));
}

function renameRelation(scope: Scope, from: QualifiedName, to: string, move: (test: Test, into: Into) => void): void {
  const { ledger } = scope;
  if (isTemporary(scope, from.schema, from.name)) {
    ledger.temporary.delete(from.name);
    ledger.temporary.add(to);
    return;
  }
  renameParents(ledger, from.name, to);
  // ALTER TABLE and ALTER INDEX rename either; an index and the constraint that it is part of share one name.
  const isIndex: Test = (entry) => entry.name === from.name && !isRelation(entry) && isIndexed(entry);
  move(
    (entry) => isIndex(entry) && canBe(entry, from.schema),
    () => ({ name: to }),
  );
  move(belongsTo(from), (entry) => (isRelation(entry) ? { name: to } : { table: to }));
  move(
    (entry) => entry.target === from.name,
    () => ({ target: to }),
  );
}

function renameParents({ parents }: Ledger, from: string, to: string): void {
  for (const [partition, parent] of [...parents]) {
    if (partition === from) parents.delete(partition);
    if (partition === from || parent === from)
      parents.set(partition === from ? to : partition, parent === from ? to : parent);
  }
}

function isColumn({ kind }: Declared): boolean {
  return kind === 'column' || kind === 'column type';
}

function isIndexed({ kind }: Declared): boolean {
  return kind === 'index' || kind === 'primary key' || kind === 'unique key' || kind === 'exclusion constraint';
}

function withColumn(entry: Declared, from: string, to: string): Partial<Declared> {
  if (isColumn(entry)) return entry.name === from ? { name: to } : {};
  return { columns: entry.columns?.map((column) => (column === from ? to : column)) ?? null };
}

/** ALTER ... SET SCHEMA. */
export function readSetSchema(scope: Scope, alter: AlterObjectSchemaStmt): void {
  const { newschema: schema = '', object } = alter;
  const move = mover(scope);
  const into: Into = () => ({ schema, lookIn: [schema] });
  if (alter.relation !== undefined) {
    const name = relationName(alter.relation);
    if (!isTemporary(scope, name.schema, name.name)) move(belongsTo(name), into);
    return;
  }
  const name = qualifiedName(partsOf(object));
  if (alter.objectType === 'OBJECT_TYPE' || alter.objectType === 'OBJECT_DOMAIN') move(isTheType(name), into);
  else move(isTheRoutine(name), into);
}
