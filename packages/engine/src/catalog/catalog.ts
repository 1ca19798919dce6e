import type { CatalogObject } from './catalog-object.ts';

/**
 * The schema of a database as one immutable value: what `readCatalog` finds, what a replay expects, what a snapshot
 * keeps. The same schema is the same value, byte for byte as JSON, whatever the order in which it was made.
 */
export interface Catalog {
  /** The layout of this value; a reader refuses a newer one. */
  readonly layout: 1;
  /** Of the server that it was read from, such as `18.4`. Texts that a server writes compare within one major version only. */
  readonly serverVersion: string;
  /** Everything in it, in canonical order: see `identityOf`. */
  readonly objects: readonly CatalogObject[];
  /**
   * Identities of objects some text of which could not be read just now, since somebody holds a lock on them or was
   * dropping them: their texts are null, which says nothing about drift. Empty as a rule.
   */
  readonly unread: readonly string[];
}
