import type { IndexObject } from '../../catalog/attached-objects.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import type { Fault } from './fault.ts';

export const duplicateIndex: Fault = {
  code: 'duplicate-index',
  *find({ tables, indexesOf, constraintsOf }) {
    for (const { schema, name } of tables) {
      const constraints = constraintsOf(schema, name);
      const seen = new Map<string, string>();
      for (const { type, columns, include, name: key } of constraints) {
        if (type === 'primary key' || type === 'unique') seen.set(plainShape(columns, include), key);
      }
      // One that is not valid serves nobody, so it takes the place of none. A unique one stays: what is the same without that
      // promise can go.
      const indexes = indexesOf(schema, name)
        .filter(({ valid }) => valid)
        .sort((a, b) => Number(b.unique) - Number(a.unique));
      for (const index of indexes) {
        const shape = shapeOf(index);
        const other = seen.get(shape);
        seen.set(shape, other ?? index.name);
        if (other === undefined || index.partitionOf !== null) continue;
        yield {
          object: index,
          difference: {
            expected: null,
            actual: `the same as ${other}`,
            message: `${subject(index)} is the same as ${other}.`,
            why: 'Every write pays for both, and no query is faster for it.',
            remedy: [`DROP INDEX CONCURRENTLY ${nameOf(index)};`],
          },
        };
      }
    }
  },
};

function shapeOf({ method, keys, include, predicate, isPartial, nullsNotDistinct }: IndexObject): string {
  const isPlain =
    method === 'btree' &&
    !isPartial &&
    !nullsNotDistinct &&
    keys.every(
      ({ column, operatorClass, collation, descending, nullsFirst }) =>
        column !== null && operatorClass === null && collation === null && !descending && !nullsFirst,
    );
  if (isPlain)
    return plainShape(
      keys.flatMap(({ column }) => column ?? []),
      include,
    );
  return JSON.stringify([method, keys, include, predicate, nullsNotDistinct]);
}

/** Of an index as a constraint has it. */
function plainShape(columns: readonly string[], include: readonly string[]): string {
  return JSON.stringify([columns, include]);
}
