import type { Step } from '../source/file-mode.ts';

/**
 * Whether a file has anything that can fail, or not happen, without a word: the body of a DO block, or IF NOT EXISTS
 * where something else is. Everything else either worked or failed the file, so there is nothing to ask, and most files
 * cost nothing.
 */
export function mayHide(steps: readonly Pick<Step, 'kind' | 'text'>[]): boolean {
  return steps.some(({ kind, text }) => {
    if (kind === 'DO') return true;
    return (kind.startsWith('CREATE') || kind.startsWith('ALTER')) && /\bexists\b/i.test(text);
  });
}
