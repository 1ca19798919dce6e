import type { Catalog } from '../catalog/catalog.ts';
import { PlumblineError } from '../errors.ts';
import { objectMap } from '../expect/catalog-changes.ts';
import type { Plan } from '../plan/plan.ts';
import { findEntry } from '../runner/find-entry.ts';
import { nearest } from '../spelling/nearest.ts';

/**
 * The names of the migrations that a person means.
 *
 * @param wanted names, file names or numbers
 * @param purpose ends the sentence "There is no migration "x" ..."
 * @throws PlumblineError `invalid-options` when none is called so
 */
export function knownMigrations(plan: Plan, wanted: readonly string[], purpose: string): ReadonlySet<string> {
  return new Set(wanted.map((one) => findEntry(plan, one, purpose).name));
}

/**
 * Identities that a person allows to be dropped or rewritten: a word that is misspelt must not pass for one that was not
 * needed.
 *
 * @throws PlumblineError `invalid-options` when nothing is called so, neither here nor in what should be here
 */
export function knownObjects(wanted: readonly string[], live: Catalog, expected: Catalog): ReadonlySet<string> {
  const identities = [...new Set([...objectMap(live).keys(), ...objectMap(expected).keys()])];
  for (const one of wanted) {
    if (identities.includes(one)) continue;
    const [meant] = nearest(one, identities, 1);
    throw new PlumblineError('invalid-options', `There is no object "${one}" to allow.`, {
      remedy: [
        ...(meant === undefined ? [] : [`Did you mean '${meant}'?`]),
        "Write it as the report does: 'column public.orders.total'.",
      ],
    });
  }
  return new Set(wanted);
}
