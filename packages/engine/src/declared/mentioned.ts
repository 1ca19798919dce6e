import type { Node } from 'libpg-query';
import { strings } from './tree-names.ts';

/** The columns that an expression over one table mentions, each once. */
export function columnsIn(expression: Node | undefined): readonly string[] {
  const found = new Set<string>();
  visit(expression, (tag, value) => {
    if (tag !== 'ColumnRef') return;
    const name = strings((value as { fields?: Node[] }).fields).at(-1);
    if (name !== undefined) found.add(name);
  });
  return [...found];
}

/** The functions that a statement calls, each as the parts of its name. */
export function callsIn(node: Node): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  visit(node, (tag, value) => {
    if (tag === 'FuncCall') found.push(strings((value as { funcname?: Node[] }).funcname));
  });
  return found;
}

/** The relations without a schema that a query names. */
export function relationsIn(node: Node | undefined): readonly string[] {
  const found: string[] = [];
  visit(node, (tag, value) => {
    if (tag !== 'RangeVar') return;
    const { schemaname, relname } = value as { schemaname?: string; relname?: string };
    if (schemaname === undefined && relname !== undefined) found.push(relname);
  });
  return found;
}

/** Walks a tree: every key is told with what it holds. */
export function visit(value: unknown, tell: (key: string, value: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    tell(key, inner);
    visit(inner, tell);
  }
}
