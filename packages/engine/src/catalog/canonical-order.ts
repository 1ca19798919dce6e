import type { CatalogObject, ObjectKind } from './catalog-object.ts';
import { inCodeOrder } from './server-lists.ts';

/** What belongs to a relation comes after it, in this order. */
const kindOrder: readonly ObjectKind[] = [
  'schema',
  'extension',
  'enum',
  'domain',
  'composite type',
  'range type',
  'sequence',
  'table',
  'view',
  'materialized view',
  'column',
  'constraint',
  'index',
  'trigger',
  'rule',
  'policy',
  'statistics',
  'function',
  'procedure',
  'aggregate',
  'event trigger',
  'owner',
  'grant',
  'comment',
];
const rank = new Map(kindOrder.map((kind, index) => [kind, index]));

/**
 * The order of the objects of a catalog: by schema, then by relation, which its columns, constraints and so on follow, then
 * by kind, columns by position, all else by name. By code units everywhere: no locale has a say in it.
 */
export function canonicalOrder(a: CatalogObject, b: CatalogObject): number {
  return (
    inCodeOrder(a.schema ?? '', b.schema ?? '') ||
    inCodeOrder(headOf(a), headOf(b)) ||
    (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
    (a.kind === 'column' && b.kind === 'column' ? a.position - b.position : 0) ||
    inCodeOrder(a.name, b.name) ||
    inCodeOrder(tailOf(a), tailOf(b))
  );
}

/** The relation that the object stands with. */
function headOf(object: CatalogObject): string {
  return 'table' in object ? object.table : object.name;
}

function tailOf(object: CatalogObject): string {
  if ('signature' in object) return object.signature;
  if (object.kind === 'grant') return `${object.on}\0${object.grantee}`;
  return 'on' in object ? object.on : '';
}
