import type { Severity } from '@plumbline/engine/watch';

/** What people have been told of a finding. Kept for a day after it is gone, so that one that comes and goes is not told each time. */
export interface ToldFinding {
  readonly severity: Severity;
  readonly identity: string;
  readonly message: string;
  readonly since: string;
  /** ISO 8601: when it was told last. */
  readonly toldAt: string;
  /** How often it was told, reminders included. */
  readonly times: number;
  /** ISO 8601: when it was gone; null while it is there. */
  readonly goneAt: string | null;
}
