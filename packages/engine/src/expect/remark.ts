import type { Origin } from '../verify/finding.ts';

/** A statement that ran without an error and did not do what it says. */
export interface Remark extends Origin {
  /**
   * `already-there`: IF NOT EXISTS passed over what is there; with `differences` it is of another shape.
   * `nothing-to-drop`: IF EXISTS found nothing. `swallowed-error`: an EXCEPTION block said something and went on.
   */
  readonly kind: 'already-there' | 'nothing-to-drop' | 'swallowed-error';
  /** One sentence. */
  readonly message: string;
  /** How what is there differs from what the statement says, a clause each; empty when it does not. */
  readonly differences: readonly string[];
}
