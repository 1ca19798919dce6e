/** The time that a check may take. It does not run while the check waits for others. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Aborts at once. */
  abort(reason: Error): void;
  /** Waits for something that is not of this check; the time that it takes does not count. */
  outside<Value>(work: Promise<Value>): Promise<Value>;
  /** The check is over. */
  end(): void;
}

/** @param ms that the check may take */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let rest = ms;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function run(): void {
    startedAt = performance.now();
    timer = setTimeout(() => controller.abort(tooLong(ms)), rest);
  }

  run();
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    async outside(work) {
      clearTimeout(timer);
      rest = Math.max(0, rest - (performance.now() - startedAt));
      try {
        return await work;
      } finally {
        run();
      }
    },
    end: () => clearTimeout(timer),
  };
}

function tooLong(ms: number): Error {
  const error = new Error(`No answer within the check's timeout of ${ms} ms`);
  return Object.assign(error, { code: 'ETIMEDOUT' });
}
