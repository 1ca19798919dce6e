import { type ChildProcess, fork } from 'node:child_process';
import type { TargetConfig, WatchdogConfig } from '../config/watchdog-config.ts';
import { type CheckFailure, ReportedFailure } from './check-failure.ts';
import type { FullRead } from './full-read.ts';

/** Reads everything of one database on a connection of its own. */
export type ReadFully = (target: TargetConfig, config: WatchdogConfig, signal: AbortSignal) => Promise<FullRead>;

/** What the child is told by its channel; the URL goes no further than its memory. */
export interface ChildTask {
  readonly target: TargetConfig;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

export type ChildAnswer = { readonly read: FullRead } | { readonly failure: CheckFailure };

/** Ten thousand tables take a third to half of this. What takes more ends the child, which is told, and not the watchdog. */
const MOST_HEAP_MB = 2_048;

/**
 * Reads in a process of its own, which ends with the read. Comparing ten thousand tables takes seconds of computing, in
 * which `/metrics` is still to be answered; and the memory that it takes goes back to the system, where a thread's
 * stays with the process.
 */
export const readInChild: ReadFully = (target, config, signal) => {
  const { statementTimeoutMs, connectTimeoutMs } = config;
  const task: ChildTask = { target, statementTimeoutMs, connectTimeoutMs };
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = startChild();
    const onAbort = (): void => {
      child.kill('SIGKILL');
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    let answer: ChildAnswer | null = null;
    child.once('message', (said: ChildAnswer) => {
      answer = said;
    });
    child.once('error', (error) => reject(broken(`does not work: ${error.message}`)));
    // Its channel is closed as well then: an answer that was on the way when it ended is here.
    child.once('close', (code, endedBy) => {
      signal.removeEventListener('abort', onAbort);
      // Not before: whoever waits for its turn finds its memory free.
      if (answer === null) reject(broken(`ended with ${endedBy ?? code} and without an answer`));
      else if ('read' in answer) resolve(answer.read);
      else reject(new ReportedFailure(answer.failure));
    });
    // One that is gone already says so by its end.
    child.send(task, () => {});
  });
};

/** What it writes to standard error, such as the last words of a heap that is full, is the daemon's. */
function startChild(): ChildProcess {
  return fork(new URL('./full-read-child.js', import.meta.url), [], {
    env: environmentOfChild(),
    execArgv: [`--max-old-space-size=${MOST_HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** What connecting looks at. The rest of the environment may hold secrets that are none of its business. */
const CONNECTING = /^(PG\w*|SSL_CERT_\w+|OPENSSL_CONF|NODE_EXTRA_CA_CERTS|HOME|USER|TZ)$/;

function environmentOfChild(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => CONNECTING.test(name)));
}

function broken(what: string): ReportedFailure {
  return new ReportedFailure({ reason: 'internal', message: `The process that reads the schema ${what}` });
}
