import type { ColumnDef } from 'libpg-query';
import { isIdenticalType, sqlType } from '../types/sql-type.ts';
import { type Applying, isCertain, needColumn, originOf, tell } from './applying.ts';
import { expressionType } from './expression-type.ts';
import { keyPairs } from './key-pairs.ts';
import { scopeOf } from './query-scope.ts';
import type { Relation } from './relation.ts';
import { baseType, keysAt } from './schema.ts';

/** ALTER COLUMN ... TYPE. */
export function retypeColumn(applying: Applying, table: Relation, name: string, definition: ColumnDef): void {
  const { schema } = applying;
  const { location } = definition;
  needColumn(applying, table, name, { location });
  const column = table.columns.get(name);
  if (column === undefined) return;
  const to = sqlType(definition.typeName);
  const from = column.type;
  const isIndexed = [...schema.indexes].some((index) => index.table === table && index.columns.includes(name));
  const using = definition.raw_default ?? null;
  const given = using === null ? baseType(schema, from) : expressionType(schema, scopeOf(table), using);
  tell(applying, { is: 'column-retyped', table, column: name, from, to, using, given, isIndexed }, location);
  const isSame = from !== null && to !== null && isIdenticalType(from, to);
  // Whether it has run is not known: then neither is the type.
  column.type = isCertain(applying) || isSame ? to : null;
  column.typedAt = originOf(applying, location);
  for (const key of keysAt(schema, table)) {
    const isOnIt = key.table === table ? key.columns.includes(name) : false;
    const isAtIt = key.target === table ? key.targetColumns.includes(name) : false;
    if (!isOnIt && !isAtIt) continue;
    tell(applying, { is: 'key-typed', because: 'retyped', key, pairs: keyPairs(schema, key) }, location);
  }
}
