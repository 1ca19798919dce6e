import { createDatabaseCheck } from './check/check-database.ts';
import type { CheckResult } from './check/check-result.ts';
import type { ReadFully } from './check/read-in-child.ts';
import { nameOfUrl } from './config/read-targets.ts';
import type { TargetConfig, WatchdogConfig } from './config/watchdog-config.ts';
import { createLogWatch } from './log-sql/refused-sql.ts';
import type { StateStore } from './state/state-store.ts';

/** Looks at one database, again and again. */
export interface TargetWatch {
  /** One look, ended by its deadline. Null when the watchdog stops. */
  look(isForced: boolean): Promise<CheckResult | null>;
  /** Gives up the look that runs, and every later one. */
  abort(): void;
  close(): Promise<void>;
}

/** The database and, where it is named, the server's log. */
export function createTargetWatch(
  target: TargetConfig,
  config: WatchdogConfig,
  readFully: ReadFully,
  store: Pick<StateStore, 'log' | 'setLog'>,
): TargetWatch {
  const database = createDatabaseCheck(target, config, readFully);
  const { log } = target;
  const logWatch =
    log === null
      ? null
      : createLogWatch(log, nameOfUrl(target.url), {
          get: () => store.log(log),
          set: (place) => store.setLog(log, place),
        });
  let current: AbortController | null = null;
  let isStopped = false;
  return {
    async look(isForced) {
      if (isStopped) return null;
      // The scheduler has no deadline for a task of this kind: a check that hangs would be the last one.
      current = new AbortController();
      const { signal } = current;
      const deadline = setTimeout(() => current?.abort(deadlineError(config.checkTimeoutMs)), config.checkTimeoutMs);
      try {
        const result = await database.check(signal, isForced);
        if (isStopped) return null;
        if (logWatch === null) return result;
        const { part, counts, findings } = await logWatch();
        return {
          ...result,
          parts: [...result.parts, part],
          findings: findings === null ? result.findings : { ...result.findings, log: findings },
          refusedSql: counts,
        };
      } finally {
        clearTimeout(deadline);
      }
    },
    abort() {
      isStopped = true;
      current?.abort(new Error('The watchdog stops.'));
    },
    close: () => database.close(),
  };
}

function deadlineError(ms: number): Error {
  const error = new Error(`No answer within the check's timeout of ${ms} ms`);
  return Object.assign(error, { code: 'ETIMEDOUT' });
}
