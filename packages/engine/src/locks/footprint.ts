import { type LockMode, stronger } from './lock-mode.ts';

/** A name as its parts, folded as the server folds it: `['public', 'orders']`. */
export type Name = readonly string[];

/** A lock that a statement takes on a relation. */
export interface WrittenLock {
  readonly relation: Name;
  readonly mode: LockMode;
}

/** What a statement does to relations, as far as its text tells. */
export interface Footprint {
  /** One a relation, in the order of the text. Reading other tables (ACCESS SHARE) is left out. */
  readonly locks: readonly WrittenLock[];
  /** Relations that it makes: nobody else can hold or want them before it commits. */
  readonly creates: readonly Name[];
  /** With IF NOT EXISTS or OR REPLACE it may find them there already. */
  readonly mayExist: boolean;
  /** Whether a table, or an index, is written anew while its lock is held. */
  readonly rewrites: 'no' | 'maybe' | 'yes';
  /** What the text does not tell, a sentence each. */
  readonly notes: readonly string[];
}

/** A footprint of the parts that are given; locks on one relation become one. */
export function footprint(parts: Partial<Footprint>): Footprint {
  const { locks = [], creates = [], mayExist = false, rewrites = 'no', notes = [] } = parts;
  return { locks: merged(locks), creates, mayExist, rewrites, notes };
}

/** The same lock on several relations. */
export function allIn(mode: LockMode, relations: readonly Name[]): readonly WrittenLock[] {
  return relations.filter((relation) => relation.length > 0).map((relation) => ({ relation, mode }));
}

function merged(locks: readonly WrittenLock[]): readonly WrittenLock[] {
  const byName = new Map<string, WrittenLock>();
  for (const lock of locks) {
    if (lock.relation.length === 0) continue;
    const key = lock.relation.join('\0');
    const before = byName.get(key);
    byName.set(key, before === undefined ? lock : { ...lock, mode: stronger(before.mode, lock.mode) });
  }
  return [...byName.values()];
}

/** Whether two names mean one relation; a schema that is not said may be any. */
export function isSameName(a: Name, b: Name): boolean {
  if (a.at(-1) !== b.at(-1)) return false;
  return a.length < 2 || b.length < 2 || a.at(-2) === b.at(-2);
}

/** What two things together do. */
export function together(a: Footprint['rewrites'], b: Footprint['rewrites']): Footprint['rewrites'] {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no';
}
