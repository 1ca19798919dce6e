import { Worker } from 'node:worker_threads';
import type { TargetConfig, WatchdogConfig } from '../config/watchdog-config.ts';
import { type CheckFailure, ReportedFailure } from './check-failure.ts';
import type { FullRead } from './full-read.ts';

/** Reads everything of one database on a connection of its own. */
export type ReadFully = (target: TargetConfig, config: WatchdogConfig, signal: AbortSignal) => Promise<FullRead>;

/** What the worker is given; the URL goes no further than its memory. */
export interface WorkerTask {
  readonly target: TargetConfig;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

export type WorkerAnswer = { readonly read: FullRead } | { readonly failure: CheckFailure };

/** A database of 50,000 tables takes about half of this; more would be a fault, and ends the worker, not the watchdog. */
const MOST_HEAP_MB = 2_048;

/**
 * Reads in a thread of its own. Comparing ten thousand tables takes seconds of computing, in which `/metrics` is still to
 * be answered; and the memory that it takes goes away with the thread, where a process would keep it.
 */
export const readInWorker: ReadFully = (target, config, signal) => {
  const { statementTimeoutMs, connectTimeoutMs } = config;
  const workerData: WorkerTask = { target, statementTimeoutMs, connectTimeoutMs };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./full-read-worker.js', import.meta.url), {
      workerData,
      // Nothing of ours is in the environment that it needs, and what is there may be secret.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    const onAbort = (): void => {
      void worker.terminate();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    worker.once('message', (answer: WorkerAnswer) => {
      if ('read' in answer) resolve(answer.read);
      else reject(new ReportedFailure(answer.failure));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', onAbort);
      reject(new Error(`The reading thread ended with ${code} and without an answer.`));
    });
  });
};
