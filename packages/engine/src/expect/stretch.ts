import type { CatalogObject } from '../catalog/catalog-object.ts';
import type { Origin } from '../verify/finding.ts';
import { catalogChanges, type ObjectChange, type ObjectMap } from './catalog-changes.ts';
import { type Claim, claimKey, claimStrength } from './claim.ts';

/** The objects that one statement created, changed and dropped, by their identities. */
export interface StatementChanges extends Origin {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly dropped: readonly string[];
  /** What it created and changed, as it was after it. */
  readonly objects: readonly CatalogObject[];
}

/** A statement that ran since the catalog was read last. Without claims, nobody knows what it changes. */
export interface StretchStatement {
  readonly origin: Origin;
  readonly claims: readonly Claim[];
}

/**
 * Statements in a row after which the catalog is read once. Reading after each would be exact by itself, and take many
 * times as long; here what is found is told apart by what the statements say that they make.
 */
export type Stretch = readonly StretchStatement[];

/**
 * Whether a statement with these claims could touch what one of the stretch has touched: the same, or what belongs to the
 * relation that it names, such as the trigger that ALTER TABLE disables. A trigger that is made on a new table touches
 * nothing of it.
 */
export function overlaps(stretch: Stretch, claims: readonly Claim[]): boolean {
  const before = stretch.flatMap((statement) => statement.claims);
  const keys = new Set(before.map(claimKey));
  const relations = new Set(claims.filter(({ kind }) => kind === 'relation').map(({ name }) => name));
  const isOfRelation = ({ kind, table }: Claim): boolean =>
    table === null ? kind === 'index' && relations.size > 0 : relations.has(table);
  return claims.some((claim) => keys.has(claimKey(claim))) || before.some(isOfRelation);
}

/**
 * What each statement of a stretch changed.
 *
 * @returns null when a change cannot be ascribed to exactly one of several statements
 */
export function ascribe(stretch: Stretch, before: ObjectMap, after: ObjectMap): readonly StatementChanges[] | null {
  const found = new Map<StretchStatement, ObjectChange[]>();
  for (const change of catalogChanges(before, after)) {
    const statement = stretch.length === 1 ? stretch[0] : claimant(stretch, change);
    if (statement === undefined) return null;
    found.set(statement, [...(found.get(statement) ?? []), change]);
  }
  return stretch.flatMap((statement) => {
    const changes = found.get(statement);
    return changes === undefined ? [] : [changesOf(statement.origin, changes)];
  });
}

function claimant(stretch: Stretch, { object }: ObjectChange): StretchStatement | undefined {
  const strengths = stretch.map(({ claims }) => Math.max(0, ...claims.map((claim) => claimStrength(claim, object))));
  const most = Math.max(...strengths);
  const first = strengths.indexOf(most);
  return most > 0 && first === strengths.lastIndexOf(most) ? stretch[first] : undefined;
}

function changesOf(origin: Origin, changes: readonly ObjectChange[]): StatementChanges {
  const of = (kind: ObjectChange['change']): readonly string[] =>
    changes.filter(({ change }) => change === kind).map(({ identity }) => identity);
  const objects = changes.filter(({ change }) => change !== 'dropped').map(({ object }) => object);
  return { ...origin, created: of('created'), changed: of('changed'), dropped: of('dropped'), objects };
}
