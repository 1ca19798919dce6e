import { qualifiedName } from '../../catalog/qualified-name.ts';
import { listed, tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import type { Fault, Inspected } from './fault.ts';

export const foreignKeyWithoutIndex: Fault = {
  code: 'foreign-key-without-index',
  *find(database) {
    for (const { schema, name } of database.tables) {
      for (const constraint of database.constraintsOf(schema, name)) {
        if (constraint.type !== 'foreign key' || constraint.target === null) continue;
        if (hasIndex(database, schema, name, constraint.columns)) continue;
        const target = qualifiedName(constraint.target.schema, constraint.target.table);
        yield {
          object: constraint,
          difference: {
            expected: `an index on ${tableOf(constraint)} (${listed(constraint.columns)})`,
            actual: null,
            message: `${subject(constraint)} has no index on its columns.`,
            why: `Every delete in ${target}, and every change of its key, reads all of ${tableOf(constraint)}.`,
            remedy: [`CREATE INDEX CONCURRENTLY ON ${tableOf(constraint)} (${listed(constraint.columns)});`],
          },
        };
      }
    }
  },
};

/** An index that begins with the columns, in whatever order, and holds every row whose key is not null. */
function hasIndex(
  { indexesOf, constraintsOf }: Inspected,
  schema: string,
  table: string,
  columns: readonly string[],
): boolean {
  const begins = (keys: readonly (string | null)[]): boolean =>
    columns.every((column) => keys.slice(0, columns.length).includes(column));
  const keyed = constraintsOf(schema, table).some(
    ({ type, columns: keys }) => (type === 'primary key' || type === 'unique') && begins(keys),
  );
  return (
    keyed ||
    indexesOf(schema, table).some(
      ({ keys, valid, predicate, isPartial }) =>
        valid &&
        begins(keys.map(({ column }) => column)) &&
        (!isPartial || /^\(?"?\w+"? IS NOT NULL\)?$/.test(predicate ?? '')),
    )
  );
}
