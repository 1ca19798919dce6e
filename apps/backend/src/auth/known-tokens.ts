import type { Bearer } from './tokens.ts';

/** Tokens that were verified a moment ago: the same text is as good until it expires. */
export interface KnownTokens {
  /** @returns null when it is not known, or not good any more */
  find(token: string): Bearer | null;
  /** @param expiresAt in seconds since 1970, as in the token */
  add(token: string, bearer: Bearer, expiresAt: number): void;
}

/**
 * Keeps the `capacity` tokens that were used last. Only what a signature was checked for may be added: what is found here
 * is not checked again.
 *
 * @param now milliseconds since 1970
 */
export function createKnownTokens(capacity: number, now: () => number = Date.now): KnownTokens {
  // A Map keeps the order in which its keys were set: the first one was used longest ago.
  const known = new Map<string, { readonly bearer: Bearer; readonly expiresAt: number }>();
  return {
    find(token) {
      const entry = known.get(token);
      if (entry === undefined) return null;
      known.delete(token);
      if (entry.expiresAt <= now() / 1000) return null;
      known.set(token, entry);
      return entry.bearer;
    },
    add(token, bearer, expiresAt) {
      known.set(token, { bearer, expiresAt });
      const [oldest] = known.keys();
      if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    },
  };
}
