import { PlumblineError } from '../errors.ts';
import type { Plan, PlanEntry } from '../plan/plan.ts';
import { nearest } from '../spelling/nearest.ts';

/**
 * The migration that a person means: by its name, file name, path or number.
 *
 * @param purpose ends the sentence "There is no migration "x" ..."
 * @throws PlumblineError `invalid-options` when none is called so, or several have the number
 */
export function findEntry({ entries }: Plan, wanted: string, purpose: string): PlanEntry {
  const fileName = wanted.slice(Math.max(wanted.lastIndexOf('/'), wanted.lastIndexOf('\\')) + 1);
  const name = fileName.endsWith('.sql') ? fileName.slice(0, -4) : fileName;
  const exact = entries.find((entry) => entry.name === name || entry.record?.name === name);
  if (exact !== undefined) return exact;
  const numbered = /^\d+$/.test(name) ? entries.filter(({ number }) => number === Number(name)) : [];
  if (numbered.length === 1) return numbered[0] as PlanEntry;
  if (numbered.length > 1) {
    const names = numbered.map((entry) => entry.name).join(' and ');
    throw new PlumblineError('invalid-options', `The number ${wanted} is that of several migrations: ${names}.`, {
      remedy: ['Give the name of the one that is meant.'],
    });
  }
  const [meant] = nearest(
    name,
    entries.map((entry) => entry.name),
    1,
  );
  throw new PlumblineError('invalid-options', `There is no migration "${wanted}" ${purpose}.`, {
    remedy: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      'Give the name of a file, such as 008_performance_monitoring, or its number.',
    ],
  });
}
