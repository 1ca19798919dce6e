/** EX_CONFIG of sysexits.h: another start would fail the same way. pm2 leaves it stopped (`stop_exit_codes`). */
export const EXIT_STAY_STOPPED = 78;
/** EX_TEMPFAIL: the database cannot be reached now. pm2 starts it again with backoff. */
export const EXIT_TRY_AGAIN = 75;
/** Ended by SIGTERM before it served. */
export const EXIT_STOPPED = 143;

/** Why the service does not start. Its text is for a person and holds no secret. */
export class StartupFailure extends Error {
  readonly exitCode: number;
  /** What to read: the whole diagnosis, several lines. */
  readonly report: string;

  constructor(exitCode: number, summary: string, report: string, cause?: unknown) {
    super(summary, cause === undefined ? undefined : { cause });
    this.name = 'StartupFailure';
    this.exitCode = exitCode;
    this.report = report;
  }
}
