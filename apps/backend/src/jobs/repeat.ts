/** Work that is done again and again while the service runs. */
export interface Repeating {
  /** Does it now, or right after the run that is under way. */
  now(): void;
  /** No further run begins; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every so often, never twice at once, with a jitter of a tenth so that replicas drift apart. A run that
 * fails is told and the next one comes as planned.
 */
export function repeat(everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Repeating {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;

  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(run, everyMs * (0.95 + Math.random() / 10));
    timer.unref();
  };
  const run = (): void => {
    if (timer !== null) clearTimeout(timer);
    isWanted = false;
    running = work()
      .catch(onError)
      .finally(() => {
        running = null;
        if (isWanted && !isStopped) run();
        else schedule();
      });
  };
  schedule();
  return {
    now() {
      if (isStopped) return;
      if (running === null) run();
      else isWanted = true;
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
