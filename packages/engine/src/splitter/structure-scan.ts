import { MINUS, SLASH, STAR } from './characters.ts';

/** How many UTF-16 units are looked at in one go. */
export const CHUNK_LENGTH = 32_768;

/** The offsets found by the last scan; one array for all, since a scan never outlives the call that made it. */
export const positions: Int32Array = new Int32Array(CHUNK_LENGTH);

const structural = new Uint8Array(128);
for (const character of ';\'"$()\\') structural[character.charCodeAt(0)] = 1;
for (const character of '-/') structural[character.charCodeAt(0)] = 2;

/**
 * Finds the characters of `sql` between `from` and `to` that can begin or end anything: `;` quotes `$` parentheses `\`,
 * and the first character of `--` and `/*`. Writes their offsets to {@link positions} and returns how many there are.
 */
export function scanStructure(sql: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = sql.charCodeAt(at);
    const found = code < 128 ? structural[code] : 0;
    if (found === 0) continue;
    if (found === 2) {
      const next = sql.charCodeAt(at + 1);
      if (code === MINUS ? next !== MINUS : code === SLASH && next !== STAR) continue;
    }
    positions[count++] = at;
  }
  return count;
}
