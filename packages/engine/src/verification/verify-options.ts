import type { Catalog } from '../catalog/catalog.ts';
import type { ExpectedSchema } from '../expect/expected-schema.ts';
import type { ScratchProvider } from '../expect/scratch.ts';
import type { MigrateOptions, SourceOptions } from '../runner/options.ts';
import type { Allowance } from '../verify/apply-allow-list.ts';
import type { Severity } from '../verify/finding.ts';

/** A schema that the caller has: of another database, of another snapshot. */
export type GivenSchema = { readonly catalog: Catalog; readonly source?: 'database' | 'given' } & Partial<
  Omit<ExpectedSchema, 'catalog' | 'source'>
>;

/** What the database is compared with. */
export type ExpectedChoice =
  /** The snapshot where it belongs to the files; else what was recorded; else a replay, where `scratch` makes it possible. */
  'auto' | 'recorded' | 'snapshot' | 'replay' | GivenSchema;

export interface VerifyOptions
  extends Omit<SourceOptions, 'onEvent'>,
    Pick<MigrateOptions, 'placeholders' | 'placeholdersInBodies' | 'checkDeclared' | 'outOfOrder' | 'allowMissing'> {
  /** Default `auto`. */
  readonly expected?: ExpectedChoice | undefined;
  /** Makes an empty database for a replay; without it there is none. */
  readonly scratch?: ScratchProvider | undefined;
  /** Which schemas are compared. Default: all but the system's and the history's. */
  readonly schemas?: readonly string[] | undefined;
  /** Whether owners, grants and comments are compared too. Default false. */
  readonly annotations?: boolean | undefined;
  /** The least severity that makes the result not ok. Default `major`. */
  readonly failOn?: Severity | undefined;
  /** Findings that somebody has decided to live with: they are told apart, and do not count. */
  readonly allow?: readonly Allowance[] | undefined;
  /** Migrations that are still to run are fine. Default false. */
  readonly allowPending?: boolean | undefined;
}
