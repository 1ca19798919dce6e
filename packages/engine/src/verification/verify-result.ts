import type { Catalog } from '../catalog/catalog.ts';
import type { PlumblineError } from '../errors.ts';
import type { ExpectedSource } from '../expect/expected-schema.ts';
import type { Remark } from '../expect/remark.ts';
import type { MigrationStatus } from '../migrate-result.ts';
import type { Target } from '../target.ts';
import type { Finding, Severity } from '../verify/finding.ts';

/** A migration that has not run, and what is not there because of it. */
export interface PendingMigration {
  readonly name: string;
  readonly file: string | null;
  /** `table public.invoices`: relations, routines and types that it makes. Null when nothing says what it makes. */
  readonly makes: readonly string[] | null;
}

/** What `verifyDatabase` found. Reading only: nothing is written and no lock is taken. */
export interface VerifyResult {
  /** No error, no finding of the severity that counts, nothing pending unless that is allowed. */
  readonly ok: boolean;
  readonly target: Target | null;
  readonly serverVersion: string | null;
  /** What it was compared with; null when it came to no comparison. */
  readonly source: ExpectedSource | null;
  /** Of the server that the expected schema is from. Texts compare within one major version only. */
  readonly expectedVersion: string | null;
  /** The most severe first. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** Findings that the caller allows, with the reason; they are in neither of the above. */
  readonly allowed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** The schema as it was read; null when it was not. */
  readonly live: Catalog | null;
  /** The schema as it should be, as far as it was compared; null when it came to no comparison. */
  readonly expected: Catalog | null;
  /** How many objects should be there. */
  readonly objects: number;
  /** Every file and every history row; null without files. */
  readonly migrations: readonly MigrationStatus[] | null;
  /** Empty where the database has no history, which `warnings` says. */
  readonly pending: readonly PendingMigration[];
  /** Of a replay: statements that did nothing, or not what they say. */
  readonly remarks: readonly Remark[];
  /** What is to be said beside findings, a sentence each. */
  readonly warnings: readonly string[];
  readonly error: PlumblineError | null;
  readonly durationMs: number;
}
