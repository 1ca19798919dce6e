import type { PreparedFile } from '../../runner/prepare-files.ts';
import type { Origin } from '../../verify/finding.ts';
import { textsOf } from './file-statements.ts';

/** One thing that a plan does, in its order. */
export interface PlanStep {
  /**
   * `statement`: a statement of a migration, as it is written there. `file`: all of a migration, from its first
   * statement to its last. `generated`: made of the difference between what is there and what should be.
   */
  readonly kind: 'statement' | 'file' | 'generated';
  /** The migration that it belongs to; null when none made the object. */
  readonly origin: Origin | null;
  /** Without their `;`. */
  readonly statements: readonly string[];
  /** What it is for: identities of objects; empty when it is about data. */
  readonly objects: readonly string[];
}

export function wholeFile(file: PreparedFile): PlanStep {
  const { name, file: path } = file.migration;
  const origin = { migration: name, file: path, line: file.steps[0]?.statement.line ?? 1, statement: 1 };
  return { kind: 'file', origin, statements: textsOf(file), objects: [] };
}
