/** So many full reads run at the same time, whatever the number of databases: each is a process with a heap of its own. */
export const READS_AT_ONCE = 2;

/** Turns to read everything, given in the order in which they are asked for. */
export interface ReadTurns {
  /**
   * Waits for a turn.
   *
   * @param signal when it is aborted nobody waits any more
   * @returns what gives the turn back
   * @throws the signal's reason
   */
  take(signal: AbortSignal): Promise<() => void>;
}

/** @param most turns at the same time */
export function createReadTurns(most: number): ReadTurns {
  let free = most;
  const waiting: (() => void)[] = [];

  function giveBack(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return giveBack;
      }
      await new Promise<void>((resolve, reject) => {
        const onTurn = (): void => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        const onAbort = (): void => {
          waiting.splice(waiting.indexOf(onTurn), 1);
          reject(signal.reason);
        };
        waiting.push(onTurn);
        signal.addEventListener('abort', onAbort, { once: true });
      });
      return giveBack;
    },
  };
}
