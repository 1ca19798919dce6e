import type { Severity } from '@plumbline/engine/watch';

/** appeared: at least one finding is new. gone: some are gone and none is new. reminder: the same ones are still there. */
export type MessageEvent = 'appeared' | 'gone' | 'reminder';

export interface MessageFinding {
  readonly severity: Severity;
  readonly identity: string;
  readonly message: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What people are told. One a check and database at most; docs/watchdog.md describes it as the webhook sends it. */
export interface Message {
  /** The same when it is sent again, so that a receiver can leave out what it has. */
  readonly id: string;
  readonly event: MessageEvent;
  readonly database: string;
  /** ISO 8601. */
  readonly at: string;
  /** One sentence. */
  readonly summary: string;
  /** The findings that the event is about, most severe first; at most 20. */
  readonly findings: readonly MessageFinding[];
  /** Those that are gone; at most 20. */
  readonly gone: readonly MessageFinding[];
  /** How many findings of at least the threshold are there now. */
  readonly open: number;
  /** The status page; null when its address is not known. */
  readonly page: string | null;
}
