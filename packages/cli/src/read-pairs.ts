import { UsageError } from './usage-error.ts';

/**
 * Names and values: `['a=1', 'b=2']` of a command line, `a=1,b=2` of the environment, `{ "a": "1" }` of the
 * configuration file.
 *
 * @param place where the value stands, for the message
 * @throws UsageError for anything else; values are not repeated, one can be a secret
 */
export function readPairs(value: unknown, place: string): Readonly<Record<string, string>> {
  if (typeof value === 'string') return readPairs(value.split(','), place);
  if (Array.isArray(value)) return Object.fromEntries(value.map((pair) => splitPair(String(pair).trim(), place)));
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : null;
  if (entries?.every((entry) => typeof entry[1] === 'string')) return value as Readonly<Record<string, string>>;
  throw new UsageError(`${place} must give each name a text as its value.`, [
    'In the file: "placeholders": { "owner": "app" }.',
  ]);
}

function splitPair(pair: string, place: string): [string, string] {
  const at = pair.indexOf('=');
  if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1)];
  throw new UsageError(`${place} has a part without a name and "=".`, ['Write it as name=value.']);
}
