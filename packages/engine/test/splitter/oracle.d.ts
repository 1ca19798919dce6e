import type { Statement } from '../../src/splitter/index.ts';

/** Where a statement's first token begins, and where its `;` stands or the script ends. */
export interface Boundary {
  readonly start: number;
  readonly close: number;
}
/** Must be awaited once before anything else. */
export declare function loadOracle(): Promise<void>;
/** What PostgreSQL's parser sees; throws for a script that is not valid. */
export declare function parseBoundaries(script: string): readonly Boundary[];
/** Null when splitter and parser agree on a valid script, else a sentence. */
export declare function disagreement(
  script: string,
  statements: readonly Statement[],
  expected?: readonly Boundary[],
): string | null;
