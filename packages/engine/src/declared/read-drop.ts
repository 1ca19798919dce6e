import type { DropStmt, Node } from 'libpg-query';
import { type Declared, isRelation } from './declared.ts';
import { belongsTo, canBe, type Ledger } from './ledger.ts';
import { CASCADED } from './read-table.ts';
import { isTemporary, type Scope } from './scope.ts';
import { type QualifiedName, qualifiedName, strings } from './tree-names.ts';

const ROUTINES: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate']);
/** Nothing depends on these, so CASCADE takes nothing else. */
const LEAVES: ReadonlySet<string> = new Set(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE']);

/** DROP: what it names is not expected any more; what it may have taken along may be gone. */
export function readDrop(scope: Scope, drop: DropStmt): void {
  const { ledger } = scope;
  const kind = drop.removeType ?? '';
  if (drop.behavior === 'DROP_CASCADE' && !LEAVES.has(kind)) ledger.excuse(CASCADED);
  for (const node of drop.objects ?? []) dropOne(scope, kind, node);
}

function dropOne(scope: Scope, kind: string, node: Node): void {
  const { ledger } = scope;
  const parts = partsOf(node);
  const name = qualifiedName(parts);
  switch (kind) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
      if (isTemporary(scope, name.schema, name.name)) ledger.temporary.delete(name.name);
      else dropRelation(ledger, name);
      return;
    case 'OBJECT_INDEX':
      ledger.forget((entry) => entry.kind === 'index' && entry.name === name.name && canBe(entry, name.schema));
      return;
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      ledger.forget(isTheType(name));
      return;
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
    case 'OBJECT_AGGREGATE':
      ledger.forget(isTheRoutine(name));
      return;
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY': {
      const ofTable = belongsTo(qualifiedName(parts.slice(0, -1)));
      const dropped = kind === 'OBJECT_TRIGGER' ? 'trigger' : 'policy';
      ledger.forget((entry) => entry.kind === dropped && entry.name === name.name && ofTable(entry));
      return;
    }
    case 'OBJECT_SCHEMA':
      ledger.forget((entry) => entry.schema === name.name || (entry.kind === 'schema' && entry.name === name.name));
      return;
    case 'OBJECT_EXTENSION':
      ledger.forget((entry) => entry.kind === 'extension' && entry.name === name.name);
      return;
  }
}

/** A table takes its partitions along, and the sequences that it owns. */
function dropRelation(ledger: Ledger, name: QualifiedName): void {
  ledger.forget(belongsTo(name));
  ledger.forget((entry) => isRelation(entry) && entry.name === name.name && canBe(entry, name.schema));
  ledger.excuse('a table that may have owned it is dropped below', (entry) => entry.kind === 'sequence');
  for (const [partition, parent] of [...ledger.parents]) {
    if (parent !== name.name) continue;
    ledger.parents.delete(partition);
    dropRelation(ledger, { schema: null, name: partition });
  }
}

export function isTheType({ schema, name }: QualifiedName): (entry: Declared) => boolean {
  return (entry) =>
    canBe(entry, schema) &&
    ((entry.kind === 'type' && entry.name === name) || (entry.kind === 'enum value' && entry.table === name));
}

export function isTheRoutine({ schema, name }: QualifiedName): (entry: Declared) => boolean {
  return (entry) => ROUTINES.has(entry.kind) && entry.name === name && canBe(entry, schema);
}

/** The parts of the name of a dropped or renamed object, whichever way the tree has it. */
export function partsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ('List' in node) return strings(node.List.items);
  if ('String' in node) return strings([node]);
  if ('TypeName' in node) return strings(node.TypeName.names);
  return 'ObjectWithArgs' in node ? strings(node.ObjectWithArgs.objname) : [];
}
