import { UsageError } from './usage-error.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * Reads `500ms`, `30s`, `10min` or `2h` as milliseconds; a bare number is milliseconds, as in PostgreSQL's own settings.
 *
 * @param name how the person gave it: `--lock-wait`, `PLUMBLINE_LOCK_WAIT`, ...
 * @throws UsageError
 */
export function parseDuration(text: string, name: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = match === null ? undefined : units[(match[2] ?? '').toLowerCase()];
  if (match === null || unit === undefined) {
    throw new UsageError(`${name} is ${JSON.stringify(text)}, which is not a duration.`, [
      'Write a number and a unit: 500ms, 30s, 10min or 2h. 0 switches a limit off.',
    ]);
  }
  return Math.round(Number(match[1]) * unit);
}
