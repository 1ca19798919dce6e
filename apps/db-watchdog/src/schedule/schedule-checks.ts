import { createTask, schedule } from 'node-cron';

export interface ScheduleOptions {
  /** A cron expression that was checked before. */
  readonly expression: string;
  readonly name: string;
  /** Milliseconds; null: a tenth of the interval, at most 5 s. */
  readonly jitterMs: number | null;
  /**
   * One check; bounded in time by itself, because the scheduler would wait for it for ever.
   *
   * @param isForced somebody asked for it, so everything is read
   */
  readonly run: (isForced: boolean) => Promise<void>;
  /** The schedule fired while a check was running. */
  readonly onOverlap: () => void;
  readonly onWarning: (message: string) => void;
}

export interface Schedule {
  /** Checks now; when a check is running already, once more after it, since it may have begun before what is asked about. */
  now(): Promise<void>;
  nextRun(): Date | null;
  /** Starts no more checks and waits for the one that runs. */
  stop(): Promise<void>;
}

/** Runs checks on a schedule and on demand, one at a time. */
export function scheduleChecks({ expression, name, jitterMs, run, onOverlap, onWarning }: ScheduleOptions): Schedule {
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let isStopped = false;

  function start(isForced: boolean): Promise<void> {
    if (isStopped) return Promise.resolve();
    running = run(isForced)
      // A fault of ours: the next check is to happen all the same.
      .catch((error: unknown) => onWarning(`the check failed: ${error instanceof Error ? error.stack : String(error)}`))
      .finally(() => {
        running = null;
      });
    return running;
  }

  function onTick(): Promise<void> | void {
    // One that was asked for by hand runs: this tick's question is answered by it.
    if (running !== null) return onOverlap();
    return start(false);
  }

  const task = schedule(expression, onTick, {
    name,
    noOverlap: true,
    maxRandomDelay: jitterMs ?? Math.min(intervalOf(expression) / 10, 5_000),
    logger: {
      info: () => {},
      debug: () => {},
      warn: () => {}, // What it warns of, it also has events for.
      error: (message) => onWarning(message instanceof Error ? message.message : message),
    },
    suppressMissedWarning: true,
  });
  task.on('execution:overlap', onOverlap);
  task.on('execution:missed', onOverlap);

  return {
    now() {
      if (running === null) return start(true);
      queued ??= running.then(() => {
        queued = null;
        return start(true);
      });
      return queued;
    },
    nextRun: () => task.getNextRun(),
    async stop() {
      isStopped = true;
      await task.destroy();
      await running;
      await queued;
    },
  };
}

/** Milliseconds between the next two times; an irregular schedule has its shortest of some. */
export function intervalOf(expression: string): number {
  const task = createTask(expression, () => {});
  const times = task.getNextRuns(5).map((date) => date.getTime());
  void task.destroy();
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(1_000, Math.min(...gaps));
}
