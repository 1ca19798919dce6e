import type { Catalog } from '../../catalog/catalog.ts';
import type { ObjectKind } from '../../catalog/catalog-object.ts';
import { compareCatalogs } from '../../verify/compare-catalogs.ts';
import type { Finding } from '../../verify/finding.ts';
import type { Obstacle } from '../repair/repair.ts';

/** What has no data in it: called as it should be, it is what it should be. */
const LOOSE: ReadonlySet<ObjectKind> = new Set(['constraint', 'index', 'trigger', 'policy', 'statistics']);
/** What holds data, or what data are made of: a new one beside it would be empty. */
const HELD: ReadonlySet<ObjectKind> = new Set([
  ...(['schema', 'table', 'column', 'materialized view', 'sequence'] as const),
  ...(['enum', 'domain', 'composite type', 'range type'] as const),
]);

/** By the identity of what is missing, the finding that says what looks like it under another name. */
export type Renames = ReadonlyMap<string, Finding>;

export function renamesOf(expected: Catalog, actual: Catalog): Renames {
  const found = compareCatalogs(expected, actual).filter(({ code }) => code.startsWith('renamed-'));
  return new Map(found.map((finding) => [finding.identity, finding]));
}

/** The statement that gives it its name back; null when that is not for us to decide. */
export function renameBack(finding: Finding | undefined): string | null {
  const statement = finding?.remedy[0];
  if (finding === undefined || statement === undefined || !LOOSE.has(finding.object.kind)) return null;
  return /^ALTER \w/.test(statement) ? statement.replace(/;$/, '') : null;
}

/** What a person has to say about it: null when it can be made anew. */
export function renameObstacle(finding: Finding | undefined, allowed: ReadonlySet<string>): Obstacle | null {
  if (finding === undefined || !HELD.has(finding.object.kind) || allowed.has(finding.identity)) return null;
  const { identity, message, remedy } = finding;
  return {
    identity,
    reason: 'renamed',
    message,
    choices: [
      `If it is that: ${remedy.join(' ')} Then adopt again.`,
      `If it is something else, and ${identity} is to be made anew: --allow '${identity}'.`,
    ],
    rows: null,
  };
}
