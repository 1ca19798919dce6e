import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { jittered, pause } from '../db/pause.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { LockHolder } from '../events.ts';
import { historySql } from './history-sql.ts';
import { serverError } from './session.ts';

export interface LockOptions {
  readonly database: string;
  readonly schema: string;
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWait: (waitedMs: number, holder: LockHolder | null) => void;
}

/** The migration lock while it is held. */
export interface Lock {
  /** Aborted when the lock's connection breaks: what is running may no longer be alone. */
  readonly lost: AbortSignal;
  /**
   * Asks something on the lock's connection when the run is given up. Never before: a query has a snapshot, and a CREATE
   * INDEX CONCURRENTLY that sees it waits for the end of the lock's transaction, which comes after it.
   */
  readonly askLast: (text: string) => ReturnType<typeof simpleQuery>;
  /** Ends the lock's transaction and goes on holding the lock, so that its connection can do other work. */
  becomeSessions(): Promise<void>;
  release(): Promise<void>;
}

const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 1_000;
const SAY_EVERY_MS = 10_000;
const KEEPALIVE_MS = 10_000;
/** An empty query: the only one that certainly takes no snapshot. See {@link Lock.askLast}. */
const KEEPALIVE = '/* plumbline holds its migration lock */';

/**
 * `session`: the lock of a session, for a single client of the caller's. `transaction`: the lock of a READ COMMITTED
 * transaction on a connection of its own, which also holds behind a transaction pooler and dies with its connection;
 * with a host that vanished, the server finds that out in half a minute instead of two hours.
 * Both by the simple protocol only: the extended one leaves a snapshot behind that blocks CREATE INDEX CONCURRENTLY.
 */
type Kind = 'session' | 'transaction';

/**
 * Takes the migration lock, polling with jitter and never waiting inside the server: a waiter that is parked there
 * deadlocks with a CREATE INDEX CONCURRENTLY of the holder.
 *
 * @throws PlumblineError `lock-timeout` when the time is up, `aborted`, `server-error`
 */
export async function acquireLock(client: Client, kind: Kind, options: LockOptions): Promise<Lock> {
  const key = lockKey(options.database, options.schema);
  const started = Date.now();
  let said = 0;
  let delay = FIRST_POLL_MS;
  for (let isFree = true; !isFree || !(await tryLock(client, kind, key)); isFree = await seemsFree(client, kind, key)) {
    const waited = Date.now() - started;
    if (waited >= said) {
      options.onWait(waited, await holderOf(client, options.schema, key));
      said = waited + SAY_EVERY_MS;
    }
    if (waited >= options.waitMs) throw timeout(waited, await holderOf(client, options.schema, key));
    await pause(jittered(Math.min(delay, Math.max(options.waitMs - waited, 1))), options.signal);
    delay = Math.min(delay * 2, LONGEST_POLL_MS);
    if (options.signal?.aborted === true) {
      throw new PlumblineError('aborted', 'Stopped while waiting for the migration lock; nothing was changed.');
    }
  }
  return hold(client, kind, key);
}

/** 64 bits of the database and the history's schema, so that two histories in one database do not wait for each other. */
function lockKey(database: string, schema: string): bigint {
  return createHash('sha256').update(`plumbline:${database}:${schema}`).digest().readBigInt64BE(0);
}

/** Who holds the migration lock right now, for whoever only wants to know; null when nobody does. */
export async function lockHolder(client: Client, schema: string): Promise<LockHolder | null> {
  const { rowSets } = await simpleQuery(client, 'select pg_catalog.current_database() as name');
  return holderOf(client, schema, lockKey(String(rowSets[0]?.[0]?.name), schema));
}

async function tryLock(client: Client, kind: Kind, key: bigint): Promise<boolean> {
  const text =
    kind === 'session'
      ? `select pg_catalog.pg_try_advisory_lock(${key}) as locked`
      : `begin isolation level read committed; set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0;
set local tcp_keepalives_idle = 10; set local tcp_keepalives_interval = 5; set local tcp_keepalives_count = 3;
select case when pg_catalog.current_setting('transaction_timeout', true) <> '' then pg_catalog.set_config('transaction_timeout', '0', true) end;
select pg_catalog.pg_try_advisory_xact_lock(${key}) as locked`;
  const result = await simpleQuery(client, text);
  if (result.failure !== null) throw serverError('take the migration lock', result);
  const locked = result.rowSets.at(-1)?.[0]?.locked === 't';
  // The transaction is given up at once: behind a pooler a waiter must not keep a server connection.
  if (!locked && kind === 'transaction') await simpleQuery(client, 'rollback');
  return locked;
}

/**
 * Whether it is worth another try. A single statement, which takes the lock and gives it back: a waiter that is stopped
 * between two messages of a transaction would hold up the CREATE INDEX CONCURRENTLY of the holder.
 */
async function seemsFree(client: Client, kind: Kind, key: bigint): Promise<boolean> {
  if (kind === 'session') return true;
  const result = await simpleQuery(client, `select pg_catalog.pg_try_advisory_xact_lock(${key}) as free`);
  if (result.failure !== null) throw serverError('wait for the migration lock', result);
  return result.rowSets[0]?.[0]?.free === 't';
}

async function holderOf(client: Client, schema: string, key: bigint): Promise<LockHolder | null> {
  const bits = BigInt.asUintN(64, key);
  const { rowSets } = await simpleQuery(
    client,
    historySql('lock-holder', schema, { high: bits >> 32n, low: bits & 0xffffffffn }),
  );
  const row = rowSets[0]?.[0];
  if (row === undefined) return null;
  return {
    pid: Number(row.pid),
    application: row.application,
    state: row.state,
    age: row.age === null ? null : Number(row.age),
  };
}

function hold(client: Client, first: Kind, key: bigint): Lock {
  let kind = first;
  const lost = new AbortController();
  const onLost = (): void => lost.abort();
  client.once('end', onLost);
  client.once('error', onLost);
  let tail: Promise<unknown> = Promise.resolve();
  // One at a time: pg's own queue would let a slow answer pile up keepalives.
  const ask = (text: string): ReturnType<typeof simpleQuery> => {
    const answer = tail.then(() => simpleQuery(client, text));
    tail = answer.catch(onLost);
    return answer;
  };
  const keepalive = setInterval(() => void ask(KEEPALIVE).catch(onLost), KEEPALIVE_MS);
  keepalive.unref();
  return {
    lost: lost.signal,
    askLast: ask,
    async becomeSessions() {
      const result = await ask(`select pg_catalog.pg_advisory_lock(${key});\ncommit`);
      if (result.failure !== null) throw serverError('keep the migration lock', result);
      kind = 'session';
    },
    async release() {
      clearInterval(keepalive);
      client.off('end', onLost);
      client.off('error', onLost);
      if (lost.signal.aborted) return;
      const text = kind === 'session' ? `select pg_catalog.pg_advisory_unlock(${key})` : 'commit';
      // A connection that breaks here gives the lock back as well.
      await ask(text).catch(onLost);
    },
  };
}

function timeout(waited: number, holder: LockHolder | null): PlumblineError {
  const who =
    holder === null
      ? 'Another process holds'
      : `Process ${holder.pid}${holder.application === '' ? '' : ` (${holder.application})`} holds`;
  const seconds = Math.round(waited / 1000);
  return new PlumblineError('lock-timeout', `${who} the migration lock; gave up after ${seconds} s.`, {
    holder,
    remedy: [
      'Run again when the other run is done: it will find nothing left to do.',
      ...(holder === null ? [] : [`If that process is stuck, end it: SELECT pg_terminate_backend(${holder.pid});`]),
    ],
  });
}
