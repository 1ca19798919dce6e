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
 * Puts the objects of a catalog in order: by schema, then by relation, which its columns, constraints and so on follow,
 * then by kind, columns by position, all else by name. By code units everywhere: no locale has a say in it.
 */
export function inCanonicalOrder(objects: readonly CatalogObject[]): readonly CatalogObject[] {
  // What stands with one relation is little: two hundred thousand objects in one heap would be compared millions of times.
  const schemas = new Map<string, Map<string, CatalogObject[]>>();
  for (const object of objects) {
    const schema = object.schema ?? '';
    let heads = schemas.get(schema);
    if (heads === undefined) {
      heads = new Map();
      schemas.set(schema, heads);
    }
    const head = headOf(object);
    const beside = heads.get(head);
    if (beside === undefined) heads.set(head, [object]);
    else beside.push(object);
  }
  const ordered: CatalogObject[] = [];
  for (const heads of sortedValues(schemas)) {
    for (const beside of sortedValues(heads)) {
      if (beside.length > 1) beside.sort(orderBeside);
      for (const object of beside) ordered.push(object);
    }
  }
  return ordered;
}

function sortedValues<Value>(map: ReadonlyMap<string, Value>): readonly Value[] {
  return [...map.keys()].sort(inCodeOrder).map((key) => map.get(key) as Value);
}

function orderBeside(a: CatalogObject, b: CatalogObject): number {
  return (
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
