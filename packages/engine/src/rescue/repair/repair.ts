import type { CatalogObject } from '../../catalog/catalog-object.ts';

/** What brings one object to what it should be, without loss. */
export interface Repair {
  readonly statements: readonly string[];
  /** To be tried when the server refuses the others. */
  readonly otherwise?: readonly string[];
  /** Identities of what comes along with the object. */
  readonly covers?: readonly string[];
}

/** What keeps an object from being repaired without a person, or a migration that knows how. */
export interface Obstacle {
  readonly identity: string;
  readonly reason: 'no-value' | 'type' | 'shape' | 'rows' | 'renamed' | 'data' | 'refused';
  /** One sentence: what is in the way. */
  readonly message: string;
  /** What a person can do, a sentence or a statement an entry. */
  readonly choices: readonly string[];
  /** How many rows are in the way, and the keys of some of them; null where it is not about rows. */
  readonly rows: { readonly count: number; readonly samples: readonly string[] } | null;
}

/** What is known of the database that decides whether a repair can lose anything. */
export interface RepairBasis {
  /** All that should be there. */
  readonly expected: readonly CatalogObject[];
  /** All that is there. */
  readonly actual: readonly CatalogObject[];
  /** Whether a table has rows, in the real database. */
  readonly hasRows: (schema: string, table: string) => boolean;
  /** Whether every value of a column can be changed to another type without becoming another value. */
  readonly keepsValues: (identity: string, type: string) => boolean;
  /** By identity, objects that rows of the real database stand against, as they are now. */
  readonly rowsAgainst: ReadonlyMap<string, Obstacle>;
  /** Identities that a person has named: what is dropped or rewritten there was asked for. */
  readonly allowed: ReadonlySet<string>;
}

export type Outcome = { readonly repair: Repair } | { readonly obstacle: Obstacle };
