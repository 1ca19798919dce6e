import type { Parser } from '../declared/parser.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';

/**
 * The roles that statements name and none of them makes: of GRANT, OWNER TO, CREATE POLICY, SET ROLE. A file does not
 * make them since they belong to the whole server; where the server is thrown away, they can be made for the replay.
 */
export function rolesIn(parser: Parser, files: readonly PreparedFile[]): readonly string[] {
  const named = new Set<string>();
  const made = new Set<string>();
  for (const { text } of files.flatMap(({ steps }) => steps)) {
    // Most statements name none, and need not be read for it.
    if (!/\b(role|user|group|grant|revoke|owner|policy|privileges|authorization)\b/i.test(text)) continue;
    for (const { node } of parser.parse(text) ?? []) {
      if ('CreateRoleStmt' in node) made.add(node.CreateRoleStmt.role ?? '');
      collect(node, named);
    }
  }
  return [...named].filter((role) => !made.has(role));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { roletype, rolename } = value as { readonly roletype?: unknown; readonly rolename?: unknown };
  if (roletype === 'ROLESPEC_CSTRING' && typeof rolename === 'string') into.add(rolename);
  for (const inner of Object.values(value)) collect(inner, into);
}
