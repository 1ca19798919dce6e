import type { Node } from 'libpg-query';
import type { Parser } from '../../declared/parser.ts';
import type { PreparedFile } from '../../runner/prepare-files.ts';
import type { Step } from '../../source/file-mode.ts';

/** The texts of all statements of a file, as they are sent. */
export function textsOf({ steps }: PreparedFile): readonly string[] {
  return steps.map(({ text }) => text);
}

/** The syntax tree of one statement; null when it cannot be read. */
export function treeOf(parser: Parser, { text }: Step): Node | null {
  const nodes = parser.parse(text);
  return nodes?.length === 1 ? (nodes[0]?.node ?? null) : null;
}

/** Whether a statement changes data and no schema, as far as its first word tells. */
export function isAboutData(node: Node): boolean {
  return ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt', 'TruncateStmt'].some(
    (kind) => kind in node,
  );
}

/** Whether it can be run again and again: an INSERT that leaves alone what is there. */
export function isHarmlessAgain(node: Node): boolean {
  if ('SelectStmt' in node) return true;
  return 'InsertStmt' in node && node.InsertStmt.onConflictClause?.action === 'ONCONFLICT_NOTHING';
}

/** The table whose rows a statement changes; null when it changes none, or more than the text says. */
export function changedTable(node: Node): { readonly schema: string | null; readonly name: string } | null {
  const relation =
    'InsertStmt' in node
      ? node.InsertStmt.relation
      : 'UpdateStmt' in node
        ? node.UpdateStmt.relation
        : 'DeleteStmt' in node
          ? node.DeleteStmt.relation
          : undefined;
  if (relation?.relname === undefined) return null;
  return { schema: relation.schemaname ?? null, name: relation.relname };
}

/** Whether it is code: it can do anything, and look at what is there first. */
export function isCode(node: Node): boolean {
  return 'DoStmt' in node || 'CallStmt' in node;
}

/** Whether a file has code that looks at what is there: only such a file can repair what it did not make. */
export function hasCode(parser: Parser, { steps }: PreparedFile): boolean {
  return steps.some((step) => {
    const node = treeOf(parser, step);
    return node !== null && isCode(node);
  });
}

/** Whether all of a file could run a second time without doubling rows: no plain statement of it changes data. */
export function canRunAgain(parser: Parser, { steps }: PreparedFile): boolean {
  return steps.every((step) => {
    const node = treeOf(parser, step);
    return node !== null && (!isAboutData(node) || isHarmlessAgain(node));
  });
}
