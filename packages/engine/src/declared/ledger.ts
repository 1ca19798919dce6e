import { type Declared, isRelation, type LookIn, relationOf } from './declared.ts';
import type { QualifiedName } from './tree-names.ts';

/** What a file has declared so far, as statement after statement adds to it and takes from it. */
export interface Ledger {
  /** Where names without a schema are looked for from here on. */
  lookIn: LookIn;
  /** Something may have changed the search path or the role unseen: the session's path at the end proves nothing. */
  pathIsUnsure: boolean;
  /** Unqualified names of temporary tables, which hide others. */
  readonly temporary: Set<string>;
  /** Partitions by name, and what they are partitions of: they go with it. */
  readonly parents: Map<string, string>;
  add(declared: Declared): void;
  /** Takes out what the test picks. */
  forget(test: (declared: Declared) => boolean): void;
  /** Replaces what the test picks, as a rename does. */
  change(test: (declared: Declared) => boolean, into: (declared: Declared) => Partial<Declared>): void;
  /** From here on what was declared before, and is picked, may be gone without a word. */
  excuse(reason: string, test?: (declared: Declared) => boolean): void;
  entries(): readonly Declared[];
}

export function newLedger(): Ledger {
  let entries: Declared[] = [];
  return {
    lookIn: 'session',
    pathIsUnsure: false,
    temporary: new Set(),
    parents: new Map(),
    add: (declared) => void entries.push(declared),
    forget: (test) => {
      entries = entries.filter((entry) => !test(entry));
    },
    change: (test, into) => {
      entries = entries.map((entry) => (test(entry) ? { ...entry, ...into(entry) } : entry));
    },
    excuse: (reason, test = () => true) => {
      entries = entries.map((entry) => (test(entry) ? { ...entry, excuse: entry.excuse ?? reason } : entry));
    },
    entries: () => entries,
  };
}

/** Whether two names can mean the same object: a missing schema can be any. */
export function canBe(declared: Pick<Declared, 'schema'>, schema: string | null): boolean {
  return declared.schema === null || schema === null || declared.schema === schema;
}

/** Picks a relation itself. */
export function isTheRelation({ schema, name }: QualifiedName): (declared: Declared) => boolean {
  return (declared) => isRelation(declared) && declared.name === name && canBe(declared, schema);
}

/** Picks a relation and all that belongs to it. */
export function belongsTo({ schema, name }: QualifiedName): (declared: Declared) => boolean {
  return (declared) => relationOf(declared) === name && canBe(declared, schema);
}
