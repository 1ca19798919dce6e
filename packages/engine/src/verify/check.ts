import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import type { Comparison } from './comparison.ts';
import type { Severity } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';

export type ObjectOf<Kind extends ObjectKind> = Extract<CatalogObject, { readonly kind: Kind }>;

/** What a check says; the rest of a finding follows from the object and the code. */
export interface Verdict {
  readonly message: string;
  readonly why: string;
  readonly remedy: readonly string[];
  /** Where it is not that of the code. */
  readonly severity?: Severity;
}

/** A verdict on an object that is on both sides. */
export interface Difference extends Verdict {
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Looks at an object that is on both sides. Null when there is nothing to say. */
export interface PairCheck {
  readonly code: FindingCode;
  readonly kinds: readonly ObjectKind[];
  compare(expected: CatalogObject, live: CatalogObject, comparison: Comparison): Difference | null;
}

/** Looks at an object that is on one side only. Null when another check of the kind speaks. */
export interface LoneCheck {
  readonly code: FindingCode;
  readonly kinds: readonly ObjectKind[];
  describe(object: CatalogObject, comparison: Comparison): Verdict | null;
}

/** A check of objects on both sides, whose function sees the kinds that it is for. */
export function pairCheck<Kind extends ObjectKind>(
  code: FindingCode,
  kinds: readonly Kind[],
  compare: (expected: ObjectOf<Kind>, live: ObjectOf<Kind>, comparison: Comparison) => Difference | null,
): PairCheck {
  return {
    code,
    kinds,
    compare: (expected, live, comparison) => compare(expected as ObjectOf<Kind>, live as ObjectOf<Kind>, comparison),
  };
}

/** A check of objects on one side, whose function sees the kinds that it is for. */
export function loneCheck<Kind extends ObjectKind>(
  code: FindingCode,
  kinds: readonly Kind[],
  describe: (object: ObjectOf<Kind>, comparison: Comparison) => Verdict | null,
): LoneCheck {
  return { code, kinds, describe: (object, comparison) => describe(object as ObjectOf<Kind>, comparison) };
}
