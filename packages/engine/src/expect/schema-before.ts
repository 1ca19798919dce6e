import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { Origin } from '../verify/finding.ts';
import type { ExpectedSchema } from './expected-schema.ts';

/** A schema as it is before some of the migrations that made it have run. */
export interface SchemaBefore {
  readonly expected: ExpectedSchema;
  /** What they make, by the migration. */
  readonly made: ReadonlyMap<string, readonly CatalogObject[]>;
  /**
   * Identities of objects that they change or drop: how these were before, the schema does not say, so nothing can be
   * said of them but that one is missing.
   */
  readonly unsure: ReadonlySet<string>;
}

/**
 * Takes out of a schema what migrations make that have not run yet: what is missing because of them is no drift.
 *
 * @param pending their names
 */
export function schemaBefore(expected: ExpectedSchema, pending: ReadonlySet<string>): SchemaBefore {
  const made = new Map<string, CatalogObject[]>();
  const objects = expected.catalog.objects.filter((object) => {
    const migration = expected.origins.get(identityOf(object))?.migration;
    if (migration === undefined || !pending.has(migration)) return true;
    made.set(migration, [...(made.get(migration) ?? []), object]);
    return false;
  });
  const touched = (places: ReadonlyMap<string, Origin>): readonly string[] =>
    [...places].filter(([, { migration }]) => pending.has(migration)).map(([identity]) => identity);
  return {
    expected: { ...expected, catalog: { ...expected.catalog, objects } },
    made,
    unsure: new Set([...touched(expected.revisions), ...touched(expected.dropped)]),
  };
}
