import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import type { LoneCheck, PairCheck } from './check.ts';
import type { Comparison } from './comparison.ts';
import { isConsequence } from './consequences.ts';
import { extraChecks } from './extra-checks.ts';
import { findRenames } from './find-renames.ts';
import type { Finding, Origin } from './finding.ts';
import { impliedCopies } from './implied-copies.ts';
import { type CatalogIndex, indexCatalog } from './index-catalog.ts';
import { isSameValue } from './is-same-value.ts';
import { joinFindings } from './join-findings.ts';
import { findKindChanges, kindDifference } from './kind-changes.ts';
import { makeFinding } from './make-finding.ts';
import { missingChecks } from './missing-checks.ts';
import { pairChecks } from './pair-checks.ts';
import { isFollower } from './rename.ts';
import { renameDifference } from './rename-difference.ts';
import { type Normalise, sameTextBy } from './same-text.ts';
import { undoInText } from './undo-renames.ts';
import { unreadFindings } from './unread-findings.ts';
import { withoutInherited } from './without-inherited.ts';
import { type Against, againstWords } from './words/against-words.ts';
import { objectWords } from './words/object-words.ts';

export interface CompareOptions {
  /** Which statement made each expected object, by identity: it is said in the findings. */
  readonly origins?: ReadonlyMap<string, Origin>;
  /** Whether owners, grants and comments count. Default: false. */
  readonly annotations?: boolean;
  /**
   * How texts of servers of different major versions are compared: by their syntax trees. Without it they are not. Within one
   * version it is not needed.
   */
  readonly normalise?: Normalise;
  /** What `expected` is: what the migrations make, or another database. The words of the findings follow. Default: migrations. */
  readonly against?: Against;
}

/**
 * Compares what a database should be with what it is. Pure, and linear in the number of objects.
 *
 * One cause is one finding: a missing table stands for its columns and indexes, a renamed one for what is missing and what
 * is there instead. What could not be read gives no difference, only an `unread` finding.
 *
 * @returns the findings, most severe first; empty when the two are the same
 * @example
 * const findings = compareCatalogs(expected, await readCatalog(client));
 */
export function compareCatalogs(
  expected: Catalog,
  live: Catalog,
  { origins, annotations = false, normalise, against = 'migrations' }: CompareOptions = {},
): readonly Finding[] {
  const [should, is] = [expected, live].map((catalog) => (annotations ? catalog : withoutAnnotations(catalog)));
  if (should === undefined || is === undefined) return [];
  // As a rule nothing differs, and that is told twenty times as fast as what does.
  if (expected.unread.length + live.unread.length === 0 && isSameValue(should.objects, is.objects)) return [];
  const { renames, live: renamed, index } = findRenames(should, is);
  const { expected: own, live: other } = index;
  const sameMajor = majorOf(expected) === majorOf(live);
  const comparison: Comparison = {
    expected: withCopies(should, impliedCopies(own, other)),
    live: withCopies(renamed, impliedCopies(other, own)),
    sameMajor,
    sameText: sameTextBy(sameMajor, normalise ?? null, undoInText(renames)),
    against: againstWords(against),
  };
  const findings = [
    ...renames
      .filter((rename) => !isFollower(rename, renames))
      .map((rename) =>
        makeFinding(rename.code, rename.expected, renameDifference(rename, comparison.against), origins),
      ),
    ...loneFindings(comparison, origins),
    ...pairFindings(comparison, origins),
    ...unreadFindings(expected, live),
  ];
  return joinFindings(withoutInherited(findings, comparison));
}

function withCopies(catalog: Parameters<typeof indexCatalog>[0], copies: readonly CatalogObject[]): CatalogIndex {
  return indexCatalog({ ...catalog, objects: [...catalog.objects, ...copies] });
}

const annotationKinds: readonly ObjectKind[] = ['owner', 'grant', 'comment'];

/** Most have none, and are not copied. */
function withoutAnnotations(catalog: Catalog): Catalog {
  if (!catalog.objects.some(isAnnotation)) return catalog;
  return { ...catalog, objects: catalog.objects.filter((object) => !isAnnotation(object)) };
}

function isAnnotation({ kind }: CatalogObject): boolean {
  return annotationKinds.includes(kind);
}

function majorOf({ serverVersion }: Catalog): string {
  return serverVersion.split('.')[0] ?? '';
}

/** What is on one side only. */
function loneFindings(comparison: Comparison, origins: CompareOptions['origins']): readonly Finding[] {
  const missing = loneObjects(comparison.expected, comparison.live);
  const extra = loneObjects(comparison.live, comparison.expected);
  const changes = findKindChanges(missing, extra);
  const changed = new Set(changes.flatMap(({ expected, live }) => [expected, live]));
  const missingWords = (object: CatalogObject) => ({
    expected: objectWords(object, comparison.expected),
    actual: null,
  });
  const extraWords = (object: CatalogObject) => ({ expected: null, actual: objectWords(object, comparison.live) });
  return [
    ...changes.map((change) => makeFinding(change.code, change.expected, kindDifference(change, comparison), origins)),
    ...missing
      .filter((object) => !changed.has(object))
      .flatMap((object) =>
        verdicts(missingChecks, object, comparison).map(([code, verdict]) =>
          makeFinding(code, object, { ...missingWords(object), ...verdict }, origins),
        ),
      ),
    ...extra
      .filter((object) => !changed.has(object))
      .flatMap((object) =>
        verdicts(extraChecks, object, comparison).map(([code, verdict]) =>
          makeFinding(code, object, { ...extraWords(object), ...verdict }),
        ),
      ),
  ];
}

function loneObjects(own: CatalogIndex, other: CatalogIndex): readonly CatalogObject[] {
  const lone = new Map(
    [...own.byIdentity].filter(([identity]) => !other.byIdentity.has(identity) && !other.unread.has(identity)),
  );
  const side = { lone: new Set(lone.keys()), other };
  return [...lone.values()].filter((object) => !isConsequence(object, side));
}

function verdicts(checks: readonly LoneCheck[], object: CatalogObject, comparison: Comparison) {
  return checks.flatMap(({ code, kinds, describe }) => {
    const verdict = kinds.includes(object.kind) ? describe(object, comparison) : null;
    return verdict === null ? [] : [[code, verdict] as const];
  });
}

function pairFindings(comparison: Comparison, origins: CompareOptions['origins']): readonly Finding[] {
  const byKind = new Map<ObjectKind, PairCheck[]>();
  for (const check of pairChecks) {
    for (const kind of check.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), check]);
  }
  return [...comparison.expected.byIdentity].flatMap(([identity, object]) => {
    const live = comparison.live.byIdentity.get(identity);
    if (live === undefined || isUnread(identity, comparison)) return [];
    return (byKind.get(object.kind) ?? []).flatMap(({ code, compare }) => {
      const difference = compare(object, live, comparison);
      return difference === null ? [] : [makeFinding(code, object, difference, origins)];
    });
  });
}

function isUnread(identity: string, { expected, live }: Comparison): boolean {
  return expected.unread.has(identity) || live.unread.has(identity);
}
