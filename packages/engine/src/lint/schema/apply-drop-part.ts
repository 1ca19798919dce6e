import { type Applying, isCertain, tell } from './applying.ts';
import type { Relation } from './relation.ts';
import { keysAt } from './schema.ts';

/** DROP COLUMN: keys, indexes and foreign keys go with it. */
export function dropColumn(applying: Applying, table: Relation, name: string): void {
  const { schema } = applying;
  const column = table.columns.get(name);
  if (column === undefined) return;
  tell(applying, { is: 'column-dropped', table, column: name });
  if (!isCertain(applying)) {
    column.maybe = true;
    return;
  }
  table.columns.delete(name);
  forget(table.keys, ({ columns }) => columns.includes(name));
  for (const key of keysAt(schema, table)) {
    const isOn = key.table === table && key.columns.includes(name);
    if (isOn || (key.target === table && key.targetColumns.includes(name))) schema.foreignKeys.delete(key);
  }
  for (const index of schema.indexes) {
    if (index.table === table && index.columns.includes(name)) schema.indexes.delete(index);
  }
}

/** DROP CONSTRAINT. One that is not known by its name may be any. */
export function dropConstraint(applying: Applying, table: Relation, name: string): void {
  const { schema } = applying;
  const foreign = [...schema.foreignKeys].filter((key) => key.table === table && key.name === name);
  const key = table.keys.find((one) => one.name === name);
  const check = table.checks.find((one) => one.name === name);
  if (!isCertain(applying) || (foreign.length === 0 && key === undefined && check === undefined)) {
    for (const one of schema.foreignKeys) if (one.table === table) one.maybe = true;
    table.hasOpenKeys = true;
    forget(table.checks, (one) => one.name === name);
    return;
  }
  for (const one of foreign) schema.foreignKeys.delete(one);
  forget(table.keys, (one) => one.name === name);
  forget(table.checks, (one) => one.name === name);
  if (key !== undefined) releaseTargets(applying, table, key.columns);
}

/** A key goes, by CASCADE, with what points to its columns. */
function releaseTargets({ schema }: Applying, table: Relation, columns: readonly string[]): void {
  for (const key of schema.foreignKeys) {
    if (key.target === table && key.targetColumns.join() === columns.join()) key.maybe = true;
  }
}

export function forget<T>(list: T[], test: (value: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((value) => !test(value)));
}
