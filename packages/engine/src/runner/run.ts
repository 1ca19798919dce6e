import type { Client } from 'pg';
import type { Lock } from './lock.ts';
import type { Observer } from './observer.ts';
import type { Settings } from './options.ts';
import type { ServerFacts } from './session.ts';

/** What every step of one run is handed. */
export interface Run {
  readonly settings: Settings;
  /** The connection that does the work. */
  readonly client: Client;
  readonly facts: ServerFacts;
  readonly lock: Lock;
  /** Null when one connection does everything: nobody can look while a file runs. */
  readonly observer: Observer | null;
  readonly host: string;
  /** Whether the session has the prepared statement of `appliedRow`. A file may take it away. */
  readonly prepared?: { row: boolean };
}

/** What those steps need that say what a file came to: a replay has no lock. */
export type RunBasis = Pick<Run, 'settings' | 'client' | 'facts'>;
