import type { Severity } from '@plumbline/engine/watch';
import type { ShownCode } from './finding-kinds.ts';

/**
 * What a part of a check looks at; findings of one area are replaced by the next look at that area, and by no other.
 * schema: how the schema differs from what it should be. faults: what is wrong with it even when it is what it should be.
 */
export const areas = ['reach', 'history', 'schema', 'faults', 'keys', 'locks', 'log', 'queries'] as const;
export type Area = (typeof areas)[number];

/** One thing that is not as it should be: the verifier's finding, or one that only the watchdog can make. */
export interface WatchFinding {
  readonly area: Area;
  /** Stable. */
  readonly code: ShownCode;
  readonly severity: Severity;
  /** What the object is called, in the words of a person: `table public.users`. */
  readonly identity: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** One sentence: what is the matter. */
  readonly message: string;
  /** One sentence: what breaks because of it. */
  readonly why: string;
  readonly remedy: readonly string[];
  /** Where the object was made, or the query stands: `migrations/003_agents.sql:12`; null when no file has it. */
  readonly origin: string | null;
}

/** Findings with the same key are the same one, seen again. */
export function findingKey({ code, identity }: Pick<WatchFinding, 'code' | 'identity'>): string {
  return `${code} ${identity}`;
}
