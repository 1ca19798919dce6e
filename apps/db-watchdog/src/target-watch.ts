import { createDatabaseCheck } from './check/check-database.ts';
import type { CheckResult } from './check/check-result.ts';
import { type Deadline, startDeadline } from './check/deadline.ts';
import type { ReadFully } from './check/read-in-child.ts';
import type { ReadTurns } from './check/read-turns.ts';
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

export interface TargetWatchOptions {
  readonly readFully: ReadFully;
  /** Shared by all databases: a full read waits for one, and that wait does not count as time of the check. */
  readonly turns: ReadTurns;
  readonly store: Pick<StateStore, 'log' | 'setLog'>;
}

/** The database and, where it is named, the server's log. */
export function createTargetWatch(
  target: TargetConfig,
  config: WatchdogConfig,
  { readFully, turns, store }: TargetWatchOptions,
): TargetWatch {
  let current: Deadline | null = null;
  const database = createDatabaseCheck(target, config, async (...task) => {
    const turn = turns.take(task[2]);
    const giveBack = await (current?.outside(turn) ?? turn);
    try {
      return await readFully(...task);
    } finally {
      giveBack();
    }
  });
  const { log } = target;
  const logWatch =
    log === null
      ? null
      : createLogWatch(log, nameOfUrl(target.url), {
          get: () => store.log(log),
          set: (place) => store.setLog(log, place),
        });
  let isStopped = false;
  return {
    async look(isForced) {
      if (isStopped) return null;
      // The scheduler has no deadline for a task of this kind: a check that hangs would be the last one.
      const deadline = startDeadline(config.checkTimeoutMs);
      current = deadline;
      try {
        const result = await database.check(deadline.signal, isForced);
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
        deadline.end();
      }
    },
    abort() {
      isStopped = true;
      current?.abort(new Error('The watchdog stops.'));
    },
    close: () => database.close(),
  };
}
