import { type ChangeMark, lockHolder, readChangeMark, sameMark } from '@plumbline/engine/watch';
import type { Client } from 'pg';
import type { TargetConfig, WatchdogConfig } from '../config/watchdog-config.ts';
import type { CheckResult, MigrationLock, PartResult } from './check-result.ts';
import { connectTarget, destroy, undoneBy } from './connect-target.ts';
import { failureOf } from './failure-of.ts';
import { filesMark } from './files-mark.ts';
import type { FullRead } from './full-read.ts';
import { lockWaits } from './lock-waits.ts';
import { type QuickLook, quickLook } from './quick-look.ts';
import type { ReadFully } from './read-in-child.ts';
import { runPart, skippedPart } from './run-part.ts';
import { unreachable } from './unreachable.ts';
import type { Area, WatchFinding } from './watch-finding.ts';

/** Checks of one database. Between two of them it keeps its one connection, and what the gate compares. */
export interface DatabaseCheck {
  /**
   * Looks once. Never rejects: a database that does not answer is a result.
   *
   * @param signal when it is aborted the check is given up, with its connection and its child
   * @param isForced reads everything, whatever the gate says
   */
  check(signal: AbortSignal, isForced: boolean): Promise<CheckResult>;
  close(): Promise<void>;
}

/** What the last full read saw; as long as it is the same, nothing is read again. */
interface Memory {
  readonly schemaMark: ChangeMark;
  readonly historyMark: string;
  readonly filesMark: string;
  readonly readAt: number;
}

/** What the cheap questions came to. */
interface Glance {
  readonly look: QuickLook;
  readonly lock: MigrationLock | null;
  readonly waits: Awaited<ReturnType<typeof partOfLocks>>;
  readonly memory: Memory;
}

type Config = Pick<WatchdogConfig, 'fullEveryMs' | 'lockWaitMs'> & WatchdogConfig;

/**
 * The check of one database: a cheap look first, and the full read when something may have changed, when it was long
 * ago, or when it is asked for.
 */
export function createDatabaseCheck(target: TargetConfig, config: Config, readFully: ReadFully): DatabaseCheck {
  let client: Client | null = null;
  let memory: Memory | null = null;

  async function connected(signal: AbortSignal): Promise<Client> {
    client ??= await connectTarget(target.url, config, signal);
    return client;
  }

  function disconnect(): void {
    if (client !== null) destroy(client);
    client = null;
  }

  /** A connection that broke while it was idle is no news of the database: it is opened once more. */
  async function glance(signal: AbortSignal): Promise<Glance> {
    const isOld = client !== null;
    try {
      return await glanceAt(await connected(signal), target, config, signal);
    } catch (error) {
      disconnect();
      if (!isOld || signal.aborted) throw error;
      return glanceAt(await connected(signal), target, config, signal);
    }
  }

  /** Closed before: a full read has its own connection, and there is one at a time. */
  async function read(signal: AbortSignal): Promise<FullRead> {
    const idle = client;
    client = null;
    if (idle !== null) await undoneBy(signal, idle, idle.end());
    return readFully(target, config, signal);
  }

  return {
    async check(signal, isForced) {
      const at = new Date().toISOString();
      const started = performance.now();
      try {
        const seen = await glance(signal);
        const reachMs = performance.now() - started;
        const isFull = seen.lock === null && (isForced || hasChanged(memory, seen, config.fullEveryMs));
        const full = isFull
          ? await read(signal).catch((error) => failedRead(error, target))
          : unchangedRead(seen, target);
        // From its end: of several databases the next ones do not come all at once again.
        if (isFull) memory = isSettled(full) ? { ...seen.memory, readAt: Date.now() } : null;
        const reach: PartResult = {
          area: 'reach',
          outcome: 'ok',
          durationMs: reachMs,
          error: null,
          skipped: null,
          note: null,
        };
        return {
          ...full,
          at,
          durationMs: performance.now() - started,
          server: seen.look.server,
          parts: [reach, seen.waits.part, ...full.parts],
          findings: { ...full.findings, reach: [], ...(seen.waits.value === null ? {} : { locks: seen.waits.value }) },
          lock: seen.lock,
          refusedSql: {},
          full: isFull,
        };
      } catch (error) {
        disconnect();
        return unreachable(failureOf(error), at, performance.now() - started);
      }
    },
    async close() {
      await client?.end();
      client = null;
    },
  };
}

async function glanceAt(client: Client, target: TargetConfig, config: Config, signal: AbortSignal): Promise<Glance> {
  const ask = <Value>(work: Promise<Value>): Promise<Value> => undoneBy(signal, client, work);
  const files = filesMark(target);
  const look = await ask(quickLook(client, target.schema));
  const waits = await ask(partOfLocks(client, config.lockWaitMs));
  const holder = await ask(lockHolder(client, target.schema));
  const schemaMark = await ask(readChangeMark(client));
  return {
    look,
    waits,
    lock:
      holder === null
        ? null
        : {
            pid: holder.pid,
            application: holder.application,
            heldMs: holder.age === null ? null : Math.max(0, holder.age * 1000),
          },
    memory: { schemaMark, historyMark: look.historyMark, filesMark: files, readAt: Date.now() },
  };
}

function partOfLocks(client: Client, longerThanMs: number) {
  return runPart<readonly WatchFinding[]>('locks', async () => {
    const value = await lockWaits(client, longerThanMs);
    return { value, news: { outcome: value.length > 0 ? 'drift' : 'ok' } };
  });
}

function hasChanged(before: Memory | null, { memory: now }: Glance, fullEveryMs: number): boolean {
  return (
    before === null ||
    now.historyMark !== before.historyMark ||
    now.filesMark !== before.filesMark ||
    now.readAt - before.readAt >= fullEveryMs ||
    !sameMark(now.schemaMark, before.schemaMark)
  );
}

const NOTHING_READ: Omit<FullRead, 'parts'> = {
  findings: {},
  ...{ migrations: null, historyDigest: null, schema: null, keys: null, queries: null },
};

const READ_AREAS: readonly Area[] = ['history', 'schema', 'faults', 'keys', 'queries'];

/** Without any queries there is no part of them. */
function readAreas({ queries }: Pick<TargetConfig, 'queries'>): readonly Area[] {
  return queries.length === 0 ? READ_AREAS.filter((area) => area !== 'queries') : READ_AREAS;
}

function unchangedRead({ lock }: Glance, target: TargetConfig): FullRead {
  const parts = readAreas(target).map((area) =>
    skippedPart(area, lock === null ? 'unchanged' : 'migration_in_progress'),
  );
  return { ...NOTHING_READ, parts };
}

function failedRead(error: unknown, target: TargetConfig): FullRead {
  const { reason, message } = failureOf(error);
  const parts = readAreas(target).map(
    (area): PartResult => ({ area, outcome: 'error', durationMs: 0, error: reason, skipped: null, note: message }),
  );
  return { ...NOTHING_READ, parts };
}

/** What was not read to its end, or in part only, is read again at the next check. */
function isSettled({ parts, schema, queries }: FullRead): boolean {
  const isWhole = (schema === null || schema.digest !== null) && (queries?.unsure.length ?? 0) === 0;
  return isWhole && parts.every(({ outcome }) => outcome !== 'error' && outcome !== 'unstable');
}
