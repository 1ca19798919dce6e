import type { CatalogObject } from './catalog-object.ts';
import { identityOf } from './identity-of.ts';
import type { Lookup } from './lookup.ts';
import type { Texts } from './read-texts.ts';
import type { RowSets } from './row-sets.ts';
import type { TextKind } from './text-wishes.ts';

/** What the makers of objects work with. */
export interface Building {
  readonly rows: RowSets;
  readonly lookup: Lookup;
  /** A text that the object to be added next has; null when it could not be read, which is remembered. */
  text(kind: TextKind, oid: string, place?: number): string | null;
  add(object: CatalogObject): void;
  /** What was added so far. */
  readonly objects: CatalogObject[];
  /** Identities of those that lack a text. */
  readonly unread: string[];
}

/** Begins with nothing. */
export function newBuilding(rows: RowSets, lookup: Lookup, texts: Texts): Building {
  const objects: CatalogObject[] = [];
  const unread: string[] = [];
  let lacks = false;
  return {
    rows,
    lookup,
    objects,
    unread,
    text: (kind, oid, place = 0) => {
      const text = texts(kind, oid, place);
      if (text === undefined) lacks = true;
      return text ?? null;
    },
    add: (object) => {
      objects.push(object);
      if (lacks) unread.push(identityOf(object));
      lacks = false;
    },
  };
}
