const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The server keeps timeouts as 32-bit milliseconds. */
const LONGEST_MS = 2_147_483_647;

/**
 * Reads a duration as PostgreSQL writes its own: `500ms`, `5s`, `10min`, `1h`, `1d`; `0` is none.
 *
 * @returns whole milliseconds, or null when it is not a duration
 */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(text);
  if (match === null) return null;
  const ms = Math.round(Number(match[1]) * (UNITS[match[2] as string] as number));
  return ms <= LONGEST_MS ? ms : null;
}
