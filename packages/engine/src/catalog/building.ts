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
  /** @param place where the server keeps it, such as `pg_class 16384`, for what is said about it elsewhere */
  add(object: CatalogObject, place?: string): void;
  /** Says what is kept at a place, where it is a part of another object. */
  name(place: string, subject: Subject): void;
  /** What is kept at a place; null when nothing of ours is. */
  subject(place: string): Subject | null;
  /** What was added so far. */
  readonly objects: CatalogObject[];
  /** Identities of those that lack a text. */
  readonly unread: string[];
}

/** Begins with nothing. */
export function newBuilding(rows: RowSets, lookup: Lookup, texts: Texts): Building {
  const objects: CatalogObject[] = [];
  const unread: string[] = [];
  const places = new Map<string, () => Subject>();
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
    add: (object, place) => {
      objects.push(object);
      if (place !== undefined) places.set(place, () => ({ ...object, identity: identityOf(object) }));
      if (lacks) unread.push(identityOf(object));
      lacks = false;
    },
    name: (place, subject) => {
      places.set(place, () => subject);
    },
    subject: (place) => places.get(place)?.() ?? null,
  };
}
