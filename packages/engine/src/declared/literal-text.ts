import type { Token } from '../splitter/index.ts';

/** The value of a string token; null for a kind of literal whose escapes would have to be undone. */
export function literalText(token: Token): string | null {
  if (token.type === 'dollar-string') {
    const open = token.text.indexOf('$', 1) + 1;
    return token.text.slice(open, -open);
  }
  const quote = token.text.indexOf("'");
  if (token.type !== 'string' || quote < 0) return null;
  const prefix = token.text.slice(0, quote).toLowerCase();
  const raw = token.text.slice(quote + 1, -1);
  if ((prefix !== '' && prefix !== 'e') || raw.includes('\\')) return null;
  return raw.replaceAll("''", "'");
}
