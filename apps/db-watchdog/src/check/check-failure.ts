/** Why a check failed. A closed set: it labels metrics. */
export const failureReasons = [
  'connect',
  'auth',
  'timeout',
  'lock_timeout',
  'permission',
  'unstable',
  'internal',
] as const;
export type FailureReason = (typeof failureReasons)[number];

export interface CheckFailure {
  readonly reason: FailureReason;
  /** One sentence of whoever failed; never a URL or a password. */
  readonly message: string;
}

/** A failure that was sorted where it happened, such as in another process. */
export class ReportedFailure extends Error {
  readonly failure: CheckFailure;

  constructor(failure: CheckFailure) {
    super(failure.message);
    this.name = 'ReportedFailure';
    this.failure = failure;
  }
}
