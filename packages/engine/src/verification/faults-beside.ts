import type { Catalog } from '../catalog/catalog.ts';
import type { SequencePositions } from '../catalog/read-sequence-positions.ts';
import type { Finding, Origin } from '../verify/finding.ts';
import { inspectCatalog } from '../verify/inspect-catalog.ts';

/** Both sides of a comparison, and what it found. */
export interface Compared {
  readonly expected: Catalog;
  readonly origins: ReadonlyMap<string, Origin>;
  readonly live: Catalog;
  readonly differences: readonly Finding[];
}

/**
 * Faults that stand beside the differences: not those that come of one, as a foreign key has no index where the index is
 * missing. Such a one is new, and of a relation that a difference is told of already.
 */
export function faultsBeside(
  { expected, origins, live, differences }: Compared,
  positions: SequencePositions | null,
): readonly Finding[] {
  const byDesign = new Set(inspectCatalog(expected).map(keyOf));
  const touched = new Set(differences.map(relationOf));
  return inspectCatalog(live, { positions, origins }).filter(
    (fault) => fault.code === 'key-near-exhaustion' || byDesign.has(keyOf(fault)) || !touched.has(relationOf(fault)),
  );
}

function keyOf({ code, identity }: Finding): string {
  return `${code} ${identity}`;
}

function relationOf({ object: { schema, table, name } }: Finding): string {
  return JSON.stringify([schema, table ?? name]);
}
