import type { ColumnRef, Node, TypeCast } from 'libpg-query';
import { relationName } from '../../declared/read-table.ts';
import { strings } from '../../declared/tree-names.ts';
import { sqlType } from '../types/sql-type.ts';
import { castOf } from '../types/type-casts.ts';
import { type Applying, isCertain, needColumn, tell } from './applying.ts';
import { expressionText, expressionType } from './expression-type.ts';
import { innerScope, NO_SCOPE, namedSource, type QueryScope, scopeOf } from './query-scope.ts';
import { baseType, findRelation } from './schema.ts';

/** What a cast, or a column named with its table, is written with. Most commands have neither, and their trees need no walk. */
const MARKS = /::|cast|\./i;

/**
 * Looks into the expressions of a command: for casts that PostgreSQL does not have, where the type of what is cast is
 * known, and for columns that are named with their table and are not there.
 */
export function applyExpressions(applying: Applying, node: Node): void {
  // What a function does is known when it runs; its body is no expression of this command.
  if ('CreateFunctionStmt' in node || !MARKS.test(applying.command.source.text)) return;
  const local = new Set<string>();
  withNames(node, local);
  walk(applying, node, startScope(applying, node), local);
}

function startScope({ schema }: Applying, node: Node): QueryScope {
  if (!('AlterTableStmt' in node)) return NO_SCOPE;
  const found = findRelation(schema, relationName(node.AlterTableStmt.relation));
  return found.is === 'found' ? scopeOf(found.relation) : NO_SCOPE;
}

const QUERIES: ReadonlySet<string> = new Set(['SelectStmt', 'UpdateStmt', 'DeleteStmt']);

function walk(applying: Applying, value: unknown, scope: QueryScope, local: ReadonlySet<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    if (key === 'TypeCast') checkCast(applying, inner as TypeCast, scope);
    if (key === 'ColumnRef') checkColumn(applying, inner as ColumnRef, scope);
    walk(applying, inner, QUERIES.has(key) ? innerScope(applying.schema, inner, scope, local) : scope, local);
  }
}

function withNames(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('ctename' in value && typeof value.ctename === 'string') into.add(value.ctename);
  for (const inner of Object.values(value)) withNames(inner, into);
}

function checkCast(applying: Applying, { arg, typeName, location }: TypeCast, scope: QueryScope): void {
  const { schema } = applying;
  const from = expressionType(schema, scope, arg);
  const to = baseType(schema, sqlType(typeName));
  if (from === null || to === null || castOf(from, to) !== 'none') return;
  tell(applying, { is: 'impossible-cast', from, to, what: expressionText(arg) }, location);
}

/** `t.column`. One without its table may be a variable, or the name of a column of the result. */
function checkColumn(applying: Applying, { fields = [], location }: ColumnRef, scope: QueryScope): void {
  const parts = strings(fields);
  const column = parts.at(-1) ?? '';
  if (parts.length < 2 || parts.length < fields.length || !isCertain(applying)) return;
  // A function of a row may be called like a column of it.
  if (applying.schema.routines.has(column)) return;
  const table = namedSource(scope, parts.at(-2) ?? '');
  if (table !== null) needColumn(applying, table, column, { location });
}
