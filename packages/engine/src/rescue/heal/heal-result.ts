import type { PlumblineError } from '../../errors.ts';
import type { Target } from '../../target.ts';
import type { AdoptOptions } from '../adopt-options.ts';
import type { AdoptResult } from '../adopt-result.ts';
import type { HealFile } from './heal-files.ts';

export type HealOptions = Omit<AdoptOptions, 'run' | 'ran' | 'replay'>;

/** What a repair found, and did or would do. */
export interface HealResult
  extends Pick<AdoptResult, 'applied' | 'steps' | 'obstacles' | 'extras' | 'notes' | 'findings' | 'warnings'> {
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  /** Migration files that do it, rehearsed on this database and on one that needs no repair. Empty when nothing is to be done. */
  readonly files: readonly HealFile[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}
