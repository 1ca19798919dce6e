import type { IndexKey, IndexObject } from './attached-objects.ts';
import { isOfIndex } from './build-constraints.ts';
import type { Building } from './building.ts';
import { type OperatorClassName, operatorClassNamer } from './operator-class-name.ts';
import { qualifiedName } from './qualified-name.ts';
import type { IndexRow } from './rows.ts';
import { array, sorted, vector } from './server-lists.ts';

/** Indexes that do not stand behind a constraint. */
export function buildIndexes(building: Building): void {
  const { rows, lookup } = building;
  const ofConstraint = new Set(rows.constraints.filter((row) => isOfIndex(row[2])).map((row) => row[5]));
  const ofPartition = new Set(rows.indexes.filter(isImplied).map((row) => row[0]));
  const byOid = new Map(rows.indexes.map((row) => [row[0], row]));
  const operatorClass = operatorClassNamer(rows['operator-classes']);
  for (const row of rows.indexes) {
    const [oid, table, name, method, , keyCount, attributes, , , , unique, distinct, valid, ready] = row;
    const relation = lookup.relations.get(table);
    if (relation === undefined || ofConstraint.has(oid) || ofPartition.has(oid)) continue;
    const [, , , , , , , , , , , , , , , , , isPartial, options, parent] = row;
    const parentRow = parent === null ? undefined : byOid.get(parent);
    const parentTable = parentRow === undefined ? undefined : lookup.relations.get(parentRow[1]);
    const index: IndexObject = {
      kind: 'index',
      schema: relation.schema,
      table: relation.name,
      name,
      unique: unique === 't',
      method,
      keys: keysOf(building, row, operatorClass),
      include: lookup.columnNames(table, vector(attributes).slice(Number(keyCount))),
      predicate: isPartial === 't' ? building.text('index', oid) : null,
      isPartial: isPartial === 't',
      nullsNotDistinct: distinct === 't',
      valid: valid === 't',
      ready: ready === 't',
      options: sorted(array(options)),
      partitionOf:
        parentRow === undefined || parentTable === undefined ? null : qualifiedName(parentTable.schema, parentRow[2]),
    };
    building.add(index, 'pg_class', oid);
  }
}

/** Attached to an index of the parent and in order: that one says all there is to say. */
function isImplied([, , , , , , , , , , , , valid, ready, , , , , , parent]: IndexRow): boolean {
  return parent !== null && valid === 't' && ready === 't';
}

function keysOf({ lookup, text }: Building, row: IndexRow, operatorClass: OperatorClassName): readonly IndexKey[] {
  const [oid, table, , , methodOid, keyCount, attributes, operatorClasses, collations, options] = row;
  const columns = lookup.relations.get(table)?.columns ?? [];
  const collationOids = vector(collations);
  const optionBits = vector(options).map(Number);
  const classOids = vector(operatorClasses);
  return vector(attributes)
    .slice(0, Number(keyCount))
    .map((number, index) => {
      const column = columns.find((one) => one[1] === number);
      const collation = collationOids[index] ?? '0';
      const bits = optionBits[index] ?? 0;
      return {
        column: number === '0' ? null : (lookup.columnNames(table, [number])[0] ?? null),
        text: number === '0' ? text('index', oid, index + 1) : null,
        operatorClass: operatorClass(classOids[index] ?? '0', methodOid, column?.[3] ?? null),
        collation: collation === (column?.[8] ?? DEFAULT_COLLATION) ? null : lookup.collation(collation),
        descending: (bits & 1) !== 0,
        nullsFirst: (bits & 2) !== 0,
      };
    });
}

/** pg_collation's `default`, the same on every server. */
const DEFAULT_COLLATION = '100';
