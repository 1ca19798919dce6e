import type { CatalogObject } from './catalog-object.ts';
import { identityOf } from './identity-of.ts';
import type { Lookup } from './lookup.ts';
import type { Texts } from './read-texts.ts';
import type { RowSets } from './row-sets.ts';
import type { TextKind } from './text-wishes.ts';

/** What an owner, a grant or a comment is about. */
export interface Subject {
  readonly schema: string | null;
  readonly name: string;
  readonly identity: string;
}

/** What the makers of objects work with. */
export interface Building {
  readonly rows: RowSets;
  readonly lookup: Lookup;
  /** A text that the object to be added next has; null when it could not be read, which is remembered. */
  text(kind: TextKind, oid: string, place?: number): string | null;
  /** @param catalog and `oid`: where the server keeps it, for what is said about it elsewhere */
  add(object: CatalogObject, catalog?: string, oid?: string): void;
  /** Says what is kept there, where it is a part of another object. */
  name(catalog: string, oid: string, subject: Subject): void;
  /** What is kept there; null when nothing of ours is. */
  subject(catalog: string, oid: string): Subject | null;
  /** What was added so far. */
  readonly objects: CatalogObject[];
  /** Identities of those that lack a text. */
  readonly unread: string[];
}

/** Begins with nothing. */
export function newBuilding(rows: RowSets, lookup: Lookup, texts: Texts): Building {
  const objects: CatalogObject[] = [];
  const unread: string[] = [];
  const places = new Map<string, Subject | CatalogObject>();
  const hasAnnotations = rows.owners !== undefined;
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
    add: (object, catalog, oid) => {
      objects.push(object);
      if (hasAnnotations && catalog !== undefined) places.set(`${catalog} ${oid}`, object);
      if (lacks) unread.push(identityOf(object));
      lacks = false;
    },
    name: (catalog, oid, subject) => {
      if (hasAnnotations) places.set(`${catalog} ${oid}`, subject);
    },
    subject: (catalog, oid) => {
      const found = places.get(`${catalog} ${oid}`);
      if (found === undefined) return null;
      if (!('kind' in found)) return found;
      return { schema: found.schema, name: found.name, identity: identityOf(found) };
    },
  };
}
