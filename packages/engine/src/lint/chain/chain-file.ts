import type { SourceStatement } from '../../declared/source-statement.ts';
import type { PlumblineError } from '../../errors.ts';
import type { Mode } from '../../source/file-mode.ts';
import type { ParsedMigration } from '../../source/migration.ts';

/** A migration among the others that are looked at. */
export interface ChainFile {
  /** 0-based, in the order in which they run. */
  readonly index: number;
  readonly migration: ParsedMigration;
  /** Its statements as they are sent. */
  readonly sources: readonly SourceStatement[];
  /** How it runs; null when the runner would refuse it. */
  readonly mode: Mode | null;
  /** Why the runner would refuse it. */
  readonly refusal: PlumblineError | null;
  /** It has not been released: nobody's table holds rows because of it. */
  readonly isNew: boolean;
  /** Findings in it are reported. */
  readonly isJudged: boolean;
}
