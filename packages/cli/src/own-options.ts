/** What only the command line may say, of the commands that change the history: no variable or file answers for a person. */
export interface OwnOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly to?: string;
  readonly accept?: readonly string[];
  readonly markApplied?: readonly string[];
  readonly markPending?: readonly string[];
  readonly dropInvalidIndexes?: boolean;
  readonly apply?: boolean;
  readonly allow?: readonly string[];
  readonly run?: readonly string[];
  readonly ran?: readonly string[];
}

/** Collects a flag that is given several times. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
