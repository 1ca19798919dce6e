import { secondsOf } from './rule-mutants.ts';

/** A minute of the repository's files is a second of the tests. */
const FACTOR = 60;
const WAITS: ReadonlySet<string> = new Set(['for', 'group_wait', 'group_interval', 'repeat_interval']);

/**
 * The same configuration, with every wait a sixtieth of what it is: `for: 5m` becomes `for: 5s`. Nothing else is
 * changed; expressions stay as they are, with their ranges.
 */
export function shortened<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((one) => shortened(one) as unknown) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) =>
    WAITS.has(key) ? [key, `${Math.round((secondsOf(String(inner)) * 1000) / FACTOR)}ms`] : [key, shortened(inner)],
  );
  return Object.fromEntries(entries) as Value;
}
