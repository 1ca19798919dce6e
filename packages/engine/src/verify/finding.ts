import type { ObjectKind } from '../catalog/catalog-object.ts';
import type { FindingCode } from './finding-codes.ts';

/** critical: queries fail. major: the integrity of data is at risk. minor: performance or hygiene. info: worth knowing. */
export type Severity = 'critical' | 'major' | 'minor' | 'info';

/** From the most severe. */
export const severities: readonly Severity[] = ['critical', 'major', 'minor', 'info'];

/** Where an object was made: the statement of a migration. */
export interface Origin {
  readonly migration: string;
  /** Path as a person would type it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based number of the statement in its file. */
  readonly statement: number;
}

/** One difference between what should be and what is, or a fault that any database can have. */
export interface Finding {
  /** Stable; `docs/checks/<code>.md` is about it. */
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly object: {
    readonly kind: ObjectKind;
    readonly schema: string | null;
    /** The relation that it belongs to; null where it belongs to none. */
    readonly table: string | null;
    readonly name: string;
  };
  /** What the object is called: see `identityOf`. One object has one, so it can be a key together with `code`. */
  readonly identity: string;
  /** What should be and what is, in the words of SQL; null where there is nothing to show. */
  readonly expected: string | null;
  readonly actual: string | null;
  /** One sentence: what is the matter. */
  readonly message: string;
  /** One sentence: what breaks because of it. */
  readonly why: string;
  /** What to do, a sentence or a statement of SQL an entry. */
  readonly remedy: readonly string[];
  /** The statement that made the object or should have; null when no migration did. */
  readonly origin: Origin | null;
}
