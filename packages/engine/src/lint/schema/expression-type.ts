import type { Node } from 'libpg-query';
import { strings } from '../../declared/tree-names.ts';
import { builtIn, type SqlType, sqlType } from '../types/sql-type.ts';
import { columnType, type QueryScope } from './query-scope.ts';
import { baseType, type Schema } from './schema.ts';

/** What functions of the server return, whatever they are given. */
const RETURNS: Readonly<Record<string, string>> = {
  gen_random_uuid: 'uuid',
  now: 'timestamptz',
  clock_timestamp: 'timestamptz',
  statement_timestamp: 'timestamptz',
  count: 'int8',
  nextval: 'int8',
  md5: 'text',
  to_char: 'text',
};

/** The type of an expression, as far as it stands there; null when it cannot be told. A bare string has none yet. */
export function expressionType(schema: Schema, scope: QueryScope, node: Node | undefined): SqlType | null {
  if (node === undefined) return null;
  if ('TypeCast' in node) return baseType(schema, sqlType(node.TypeCast.typeName));
  if ('ColumnRef' in node) {
    const { fields = [] } = node.ColumnRef;
    const parts = strings(fields);
    return parts.length === fields.length ? columnType(schema, scope, parts) : null;
  }
  if ('FuncCall' in node) {
    const parts = strings(node.FuncCall.funcname);
    const returned = parts.length === 1 || parts[0] === 'pg_catalog' ? RETURNS[parts.at(-1) ?? ''] : undefined;
    return returned === undefined ? null : builtIn(returned);
  }
  if (!('A_Const' in node)) return null;
  const { ival, boolval } = node.A_Const;
  return ival !== undefined ? builtIn('int4') : boolval !== undefined ? builtIn('bool') : null;
}

/** An expression in the words of the file, when it is short: the name of a column, or of a function. */
export function expressionText(node: Node | undefined): string {
  if (node !== undefined && 'ColumnRef' in node) return strings(node.ColumnRef.fields).join('.');
  if (node !== undefined && 'FuncCall' in node) return `${strings(node.FuncCall.funcname).at(-1)}()`;
  return 'a value';
}
