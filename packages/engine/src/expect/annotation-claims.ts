import type { Node } from 'libpg-query';
import { strings } from '../declared/tree-names.ts';
import type { Claim } from './claim.ts';

/** What stands behind the name of its table. */
const OF_TABLES: ReadonlySet<string | undefined> = new Set([
  ...['OBJECT_COLUMN', 'OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE', 'OBJECT_TABCONSTRAINT'],
]);

/** What COMMENT, GRANT, REVOKE and OWNER TO touch; null when it is not such a statement, or names no single objects. */
export function annotationClaims(node: Node): readonly Claim[] | null {
  if ('CommentStmt' in node) {
    const { object, objtype } = node.CommentStmt;
    return claims('comment', [object], OF_TABLES.has(objtype));
  }
  if ('AlterOwnerStmt' in node) return claims('owner', [node.AlterOwnerStmt.object], false);
  if (!('GrantStmt' in node) || node.GrantStmt.targtype !== 'ACL_TARGET_OBJECT') return null;
  return claims('grant', node.GrantStmt.objects ?? [], false);
}

function claims(
  kind: Claim['kind'],
  objects: readonly (Node | undefined)[],
  isOfTable: boolean,
): readonly Claim[] | null {
  const found = objects.map((object): Claim | null => {
    const parts = object === undefined ? [] : partsOf(object);
    const name = parts.at(-1);
    return name === undefined ? null : { kind, name, table: isOfTable ? (parts.at(-2) ?? null) : null };
  });
  return found.every((claim) => claim !== null) ? found : null;
}

function partsOf(object: Node): readonly string[] {
  if ('RangeVar' in object) return [object.RangeVar.relname ?? ''];
  if ('ObjectWithArgs' in object) return strings(object.ObjectWithArgs.objname);
  if ('TypeName' in object) return strings(object.TypeName.names);
  if ('List' in object) return strings(object.List.items);
  return strings([object]);
}
