import type { Catalog } from '../catalog/catalog.ts';
import type { SequencePositions } from '../catalog/read-sequence-positions.ts';
import { brokenIndex } from './faults/broken-index.ts';
import { duplicateIndex } from './faults/duplicate-index.ts';
import type { Fault, Inspected } from './faults/fault.ts';
import { foreignKeyTypeMismatch } from './faults/foreign-key-type-mismatch.ts';
import { foreignKeyWithoutIndex } from './faults/foreign-key-without-index.ts';
import { keyLikeColumnWithoutForeignKey } from './faults/key-like-column-without-foreign-key.ts';
import { keyNearExhaustion } from './faults/key-near-exhaustion.ts';
import { referenceTypeMismatch } from './faults/reference-type-mismatch.ts';
import { unvalidatedConstraint } from './faults/unvalidated-constraint.ts';
import type { Finding } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import { indexCatalog } from './index-catalog.ts';
import { sortFindings } from './join-findings.ts';
import { makeFinding, type Origins } from './make-finding.ts';

const faults: readonly Fault[] = [
  brokenIndex,
  unvalidatedConstraint,
  foreignKeyTypeMismatch,
  referenceTypeMismatch,
  keyLikeColumnWithoutForeignKey,
  keyNearExhaustion,
  duplicateIndex,
  foreignKeyWithoutIndex,
];

/** What `inspectCatalog` can find; every other code is a difference. */
export const faultCodes: ReadonlySet<FindingCode> = new Set(faults.map(({ code }) => code));

export interface InspectOptions {
  /** How far the sequences have counted; without it nothing is said of keys that run out. */
  readonly positions?: SequencePositions | null;
  /** The statement that made each object, by its identity. */
  readonly origins?: Origins;
}

/**
 * Faults that any database can have, whatever its migrations say: keys of different types, keys that run out, indexes that
 * are broken, double or not there. Pure.
 *
 * @returns the most severe first
 */
export function inspectCatalog(live: Catalog, { positions = null, origins }: InspectOptions = {}): readonly Finding[] {
  const tables = live.objects
    .filter((object) => object.kind === 'table')
    .filter(({ partitionOf }) => partitionOf === null);
  const database: Inspected = { ...indexCatalog(live), tables, positions };
  return sortFindings(
    faults.flatMap(({ code, find }) =>
      [...find(database)].map(({ object, difference }) => makeFinding(code, object, difference, origins)),
    ),
  );
}
