import type { ColumnObject, TableObject } from '../../catalog/relation-objects.ts';
import type { Inspected } from './fault.ts';

/** What a column refers to, by its name: the key of a table. */
export interface LikelyTarget {
  readonly table: TableObject;
  readonly key: ColumnObject;
}

/** `user` may name `user`, `users`; `company` also `companies`; `box` also `boxes`. */
function namesOf(word: string): readonly string[] {
  return [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')];
}

/**
 * The table that a column such as `user_id` or `owner_user_id` seems to refer to: one in its own schema that is named so, with a
 * primary key of one column. Null where no foreign key is missing: the column has one, or is the table's own key.
 */
export function likelyTarget(database: Inspected, table: TableObject, column: ColumnObject): LikelyTarget | null {
  const word = /^(.+)_id$/.exec(column.name)?.[1];
  if (word === undefined || isKeyed(database, table, column)) return null;
  const target = database.tables.find(
    ({ schema, name }) => schema === table.schema && namesOf(word).includes(name) && name !== table.name,
  );
  if (target === undefined) return null;
  const keys = database.constraintsOf(target.schema, target.name).find(({ type }) => type === 'primary key')?.columns;
  if (keys?.length !== 1) return null;
  const key = database.columnsOf(target.schema, target.name).find(({ name }) => name === keys[0]);
  return key === undefined ? null : { table: target, key };
}

function isKeyed({ constraintsOf }: Inspected, { schema, name }: TableObject, column: ColumnObject): boolean {
  return constraintsOf(schema, name).some(
    ({ type, columns }) =>
      (type === 'foreign key' && columns.includes(column.name)) ||
      (type === 'primary key' && columns.length === 1 && columns[0] === column.name),
  );
}
