import type { PartOutcome, PartResult, SkipReason } from './check-result.ts';
import { failureOf } from './failure-of.ts';
import type { Area } from './watch-finding.ts';

/** What a part says of itself beside what it found. */
export interface PartNews {
  readonly outcome: PartOutcome;
  readonly skipped?: SkipReason;
  readonly note?: string;
}

/** Runs one part of a check; a failure is its result, so that the others still run. */
export async function runPart<Value>(
  area: Area,
  work: () => Promise<{ readonly value: Value; readonly news: PartNews }>,
): Promise<{ readonly part: PartResult; readonly value: Value | null }> {
  const started = performance.now();
  try {
    const { value, news } = await work();
    const durationMs = performance.now() - started;
    const { outcome, skipped = null, note = null } = news;
    return { part: { area, outcome, durationMs, error: null, skipped, note }, value };
  } catch (error) {
    const { reason, message } = failureOf(error);
    const durationMs = performance.now() - started;
    if (reason === 'unstable' || reason === 'lock_timeout') {
      return {
        part: { area, outcome: 'unstable', durationMs, error: reason, skipped: null, note: message },
        value: null,
      };
    }
    if (reason === 'permission') {
      const note = `The role may not read it: ${message}.`;
      return { part: { area, outcome: 'skipped', durationMs, error: null, skipped: 'not_allowed', note }, value: null };
    }
    return { part: { area, outcome: 'error', durationMs, error: reason, skipped: null, note: message }, value: null };
  }
}

/** A part that nobody looked at. */
export function skippedPart(area: Area, skipped: SkipReason): PartResult {
  return { area, outcome: 'skipped', durationMs: 0, error: null, skipped, note: null };
}
