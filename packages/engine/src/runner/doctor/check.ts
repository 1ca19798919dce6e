import type { Client } from 'pg';
import type { Seen } from '../operate.ts';
import type { Settings } from '../options.ts';

/** One thing that was looked at. */
export interface Check {
  /** Stable, for programs: `tls`, `privileges`, ... */
  readonly name: string;
  /** `warn`: a migration can go wrong or wait; `fail`: it will. */
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found, as a sentence. */
  readonly what: string;
  /** What to do about it; empty when there is nothing. */
  readonly remedy: readonly string[];
}

/** What the checks are handed. */
export interface Examined {
  readonly client: Client;
  readonly settings: Settings;
  /** Files and history; null when they cannot be read, of which another check tells. */
  readonly seen: Seen | null;
}

/** A check that found nothing to complain of. */
export function fine(name: string, what: string): Check {
  return { name, state: 'ok', what, remedy: [] };
}

export function warning(name: string, what: string, ...remedy: readonly string[]): Check {
  return { name, state: 'warn', what, remedy };
}

export function failing(name: string, what: string, ...remedy: readonly string[]): Check {
  return { name, state: 'fail', what, remedy };
}
