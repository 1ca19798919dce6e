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

/** A value that must be one of a few words. @throws UsageError that names them */
export function oneOf<Word extends string>(flag: string, words: readonly Word[], value: string): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${flag} is ${JSON.stringify(value)}: write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`,
  );
}
