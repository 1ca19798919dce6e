import type { Replay } from '../expect/replay.ts';
import type { ScratchProvider } from '../expect/scratch.ts';
import type { MigrateOptions, SourceOptions } from '../runner/options.ts';

export interface AdoptOptions
  extends SourceOptions,
    Pick<
      MigrateOptions,
      'lockWaitMs' | 'lockTimeoutMs' | 'statementTimeoutMs' | 'placeholders' | 'placeholdersInBodies'
    > {
  /** Where the migrations are replayed and the plan is rehearsed: two databases are made there, and dropped. */
  readonly scratch: ScratchProvider;
  /** A replay of the same migrations that was made before: for a program that adopts many databases of one application. */
  readonly replay?: Replay | undefined;
  /** Does what the plan says. Default: finds it out, rehearses it, and changes nothing. */
  readonly apply?: boolean | undefined;
  /** Identities of objects that may be dropped, when they should not be there, or whose values may be rewritten. */
  readonly allow?: readonly string[] | undefined;
  /** Names of migrations that change data alone, and are to run. */
  readonly run?: readonly string[] | undefined;
  /** Names of migrations that change data alone, and ran. */
  readonly ran?: readonly string[] | undefined;
}
