/** The exit code of a program that a signal ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** What came while a command worked. */
export interface Signals {
  /** Aborts with the first SIGINT or SIGTERM; a second one ends the process at once. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null when none came. */
  exitCode(): number | null;
  stop(): void;
}

/** @param onFirst called with the first signal, to say that it was heard */
export function listenToSignals(onFirst: (name: NodeJS.Signals) => void): Signals {
  const controller = new AbortController();
  let code: number | null = null;
  const heard = (name: 'SIGINT' | 'SIGTERM'): void => {
    if (code !== null) process.exit(exitCodes[name]);
    code = exitCodes[name];
    onFirst(name);
    controller.abort();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return {
    signal: controller.signal,
    exitCode: () => code,
    stop() {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
    },
  };
}
