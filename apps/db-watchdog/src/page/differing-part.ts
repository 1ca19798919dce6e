/** Where two texts differ: what comes before is the same, and what comes after. */
export interface DifferingPart {
  /** Offset in both. */
  readonly start: number;
  /** Offsets of the ends in the one and in the other. */
  readonly ends: readonly [number, number];
}

/**
 * The one stretch that holds every difference of two texts, by whole words. Null when they have too little in common for
 * a mark to help.
 */
export function differingPart(one: string, other: string): DifferingPart | null {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  while (start > 0 && isWord(one[start - 1]) && (isWord(one[start]) || isWord(other[start]))) start -= 1;
  let tail = 0;
  while (tail < shorter - start && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  while (tail > 0 && isWord(one.at(-tail)) && (isWord(one.at(-1 - tail)) || isWord(other.at(-1 - tail)))) tail -= 1;
  if (one === other || start + tail < Math.max(one.length, other.length) / 3) return null;
  return { start, ends: [one.length - tail, other.length - tail] };
}

/** Surrogates too: half a character is none. */
function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\w\ud800-\udfff]/.test(character);
}
