import { readFileSync, writeFileSync } from 'node:fs';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** What the database says of itself is as old as it says. */
const NOT_OURS: ReadonlySet<string> = new Set(['migrations', 'server']);

/** Makes every moment that a state file remembers of the watching older. @param age milliseconds before now, to as many */
export function ageState(path: string, age: (milliseconds: number) => number): void {
  const now = Date.now();
  const aged = (value: unknown): unknown => {
    if (typeof value === 'string' && ISO.test(value)) return new Date(now - age(now - Date.parse(value))).toISOString();
    if (Array.isArray(value)) return value.map(aged);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, NOT_OURS.has(name) ? inner : aged(inner)]),
    );
  };
  writeFileSync(path, JSON.stringify(aged(JSON.parse(readFileSync(path, 'utf8')))));
}
