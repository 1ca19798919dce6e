/**
 * The command was called wrongly: exit code 2. A class of its own beside the engine's PlumblineError, because the engine
 * is loaded only when there is something to do for it.
 */
export class UsageError extends Error {
  readonly remedy: readonly string[];

  constructor(message: string, remedy: readonly string[] = []) {
    super(message);
    this.name = 'UsageError';
    this.remedy = remedy;
  }
}
