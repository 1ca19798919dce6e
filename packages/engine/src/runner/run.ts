import type { Client } from 'pg';
import type { Lock } from './lock.ts';
import type { Settings } from './options.ts';
import type { ServerFacts } from './session.ts';

/** What every step of one run is handed. */
export interface Run {
  readonly settings: Settings;
  /** The connection that does the work. */
  readonly client: Client;
  readonly facts: ServerFacts;
  readonly lock: Lock;
  /** False when the caller's own client does everything: nothing can be asked while a file runs. */
  readonly hasLockConnection: boolean;
  readonly host: string;
}
