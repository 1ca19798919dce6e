import type { Verdict } from '../state/verdict.ts';

/** The verdict for whoever cannot tell the colours apart. */
export const SIGNS: Readonly<Record<Verdict, string>> = {
  true: '✓',
  attention: '!',
  drift: '✗',
  down: '✗',
  unknown: '?',
};
