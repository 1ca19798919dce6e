/** Why a start ends before everything runs: a sentence for a person, and the exit code. */
export class StartRefusal extends Error {
  constructor(exitCode, message) {
    super(message);
    this.name = 'StartRefusal';
    this.exitCode = exitCode;
  }
}

/** Wrong usage or configuration. */
export const WRONG_USE = 2;
/** Somebody has what is needed, now: try again later. */
export const TRY_AGAIN = 75;
