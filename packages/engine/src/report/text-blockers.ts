import { blockerWords } from '../diagnose/blocker-words.ts';
import type { Blocker } from '../diagnose/diagnosis.ts';

/** Who is in the way, in one line; empty when nobody is known. */
export function blockersText(blockers: readonly Blocker[]): string {
  return blockers.map(blockerWords).join('; ');
}
