import type { AlterTableStmt, Node } from 'libpg-query';
import type { CatalogObject } from '../catalog/catalog-object.ts';

/** Commands of ALTER TABLE that touch a second table. */
const OF_TWO: ReadonlySet<string | undefined> = new Set([
  ...['AT_AttachPartition', 'AT_DetachPartition', 'AT_DetachPartitionFinalize', 'AT_AddInherit', 'AT_DropInherit'],
]);

/**
 * Whether a statement may change more than what it names: partitions and other heirs with their parent, and whatever
 * CASCADE takes along. It is looked at alone then, or what it changed could be taken for the work of another one.
 *
 * @param parents names of the tables that others inherit from or are partitions of
 */
export function reachesBeyond(node: Node, parents: ReadonlySet<string>): boolean {
  if ('CreateStmt' in node) return (node.CreateStmt.inhRelations ?? []).length > 0;
  if ('AlterTableStmt' in node) return altersOthers(node.AlterTableStmt, parents);
  if ('IndexStmt' in node) return parents.has(node.IndexStmt.relation?.relname ?? '');
  if ('CreateTrigStmt' in node) return parents.has(node.CreateTrigStmt.relation?.relname ?? '');
  if (!('DropStmt' in node)) return false;
  return node.DropStmt.behavior === 'DROP_CASCADE' || parents.size > 0;
}

/** Without their schema: two of one name in two schemas are taken for one, which costs a reading. */
export function parentTables(objects: Iterable<CatalogObject>): ReadonlySet<string> {
  const parents = new Set<string>();
  for (const object of objects) {
    if (object.kind !== 'table') continue;
    const qualified = object.partitionOf === null ? object.inherits : [object.partitionOf.parent];
    for (const name of qualified) parents.add(lastPart(name));
  }
  return parents;
}

function altersOthers({ relation, cmds = [] }: AlterTableStmt, parents: ReadonlySet<string>): boolean {
  const touchesAnother = cmds.some((command) => {
    if (!('AlterTableCmd' in command)) return true;
    const { subtype, behavior } = command.AlterTableCmd;
    return OF_TWO.has(subtype) || behavior === 'DROP_CASCADE';
  });
  return touchesAnother || parents.has(relation?.relname ?? '');
}

/** Of `public.orders` or `public."Old orders"`. */
function lastPart(qualified: string): string {
  const quoted = /(?:^|\.)"((?:[^"]|"")*)"$/.exec(qualified)?.[1];
  return quoted?.replaceAll('""', '"') ?? qualified.slice(qualified.lastIndexOf('.') + 1);
}
