import type { Node, TypeCast } from 'libpg-query';
import { relationName } from '../../declared/read-table.ts';
import { sqlType } from '../types/sql-type.ts';
import { castOf } from '../types/type-casts.ts';
import { type Applying, tell } from './applying.ts';
import { expressionText, expressionType } from './expression-type.ts';
import { innerScope, NO_SCOPE, type QueryScope, scopeOf } from './query-scope.ts';
import { baseType, findRelation } from './schema.ts';

/** Looks for casts that PostgreSQL does not have, where the type of what is cast is known. */
export function applyCasts(applying: Applying, node: Node): void {
  // What a function does is known when it runs; its body is no expression of this command.
  if ('CreateFunctionStmt' in node) return;
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
    if (key === 'TypeCast') check(applying, inner as TypeCast, scope);
    walk(applying, inner, QUERIES.has(key) ? innerScope(applying.schema, inner, scope, local) : scope, local);
  }
}

function withNames(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('ctename' in value && typeof value.ctename === 'string') into.add(value.ctename);
  for (const inner of Object.values(value)) withNames(inner, into);
}

function check(applying: Applying, { arg, typeName, location }: TypeCast, scope: QueryScope): void {
  const { schema } = applying;
  const from = expressionType(schema, scope, arg);
  const to = baseType(schema, sqlType(typeName));
  if (from === null || to === null || castOf(from, to) !== 'none') return;
  tell(applying, { is: 'impossible-cast', from, to, what: expressionText(arg) }, location);
}
