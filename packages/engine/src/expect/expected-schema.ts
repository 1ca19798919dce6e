import type { Catalog } from '../catalog/catalog.ts';
import type { Origin } from '../verify/finding.ts';

/**
 * Where it is from: `recorded` in this database after its last migration, the `snapshot` beside the files, `replayed`
 * just now in a scratch database, read from another `database`, or `given` by the caller.
 */
export type ExpectedSource = 'recorded' | 'snapshot' | 'replayed' | 'database' | 'given';

/** What a schema should be. */
export interface ExpectedSchema {
  readonly source: ExpectedSource;
  readonly catalog: Catalog;
  /** The statement that made each object, by its identity; empty where nobody knows. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The statement that changed it last, of those that were changed after they were made. */
  readonly revisions: ReadonlyMap<string, Origin>;
  /** Objects that a file made and a later one dropped. */
  readonly dropped: ReadonlyMap<string, Origin>;
}
