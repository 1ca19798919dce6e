import type { Client } from 'pg';
import type { Catalog } from '../../catalog/catalog.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import { quoteLiteral } from '../../db/quote.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { PlumblineError } from '../../errors.ts';
import type { ServerFailure } from '../../server-failure.ts';
import { recreate } from '../ddl/recreate.ts';
import { runInAnyOrder } from '../run-in-any-order.ts';

/**
 * A copy of the live structure, without data, in which a plan is found and tried: in one transaction, as it is to run.
 */
export interface Rehearsal {
  /** What the copy looks like now. */
  read(): Promise<Catalog>;
  /** Runs statements, all or none. @returns what the server refused, or null */
  attempt(statements: readonly string[]): Promise<ServerFailure | null>;
  /** Goes back to how it was before `work` when that does not find it good. */
  trial<T>(work: () => Promise<{ readonly isGood: boolean; readonly value: T }>): Promise<T>;
}

/**
 * Makes a structure again in an empty database.
 *
 * @param client connected to that database, and to nothing else until it is dropped
 * @param searchPath that of the real session
 * @throws PlumblineError `cannot-rehearse` when something in it cannot be made there
 */
export async function rehearse(client: Client, live: Catalog, searchPath: string): Promise<Rehearsal> {
  await tell(client, "set check_function_bodies = off; set search_path = ''");
  try {
    await runInAnyOrder(client, recreate(live));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlumblineError(
      'cannot-rehearse',
      `The structure of the database cannot be made again in a scratch database: ${reason}`,
      { remedy: ['Give a server with --shadow-url that has what is missing: roles, extensions, foreign servers.'] },
      cause,
    );
  }
  await tell(
    client,
    `reset check_function_bodies; select pg_catalog.set_config('search_path', ${quoteLiteral(searchPath)}, false); begin`,
  );
  let depth = 0;
  const at = (): string => `plumbline_trial_${depth}`;
  return {
    read: () => readCatalog(client, { insideTransaction: true }),
    async attempt(statements) {
      await tell(client, 'savepoint plumbline_attempt');
      for (const statement of statements) {
        const { failure } = await simpleQuery(client, statement);
        if (failure === null) continue;
        await tell(client, 'rollback to savepoint plumbline_attempt; release savepoint plumbline_attempt');
        return failure;
      }
      await tell(client, 'release savepoint plumbline_attempt');
      return null;
    },
    async trial(work) {
      depth += 1;
      await tell(client, `savepoint ${at()}`);
      const { isGood, value } = await work();
      await tell(
        client,
        isGood ? `release savepoint ${at()}` : `rollback to savepoint ${at()}; release savepoint ${at()}`,
      );
      depth -= 1;
      return value;
    },
  };
}

async function tell(client: Client, sql: string): Promise<void> {
  const { failure } = await simpleQuery(client, sql);
  if (failure !== null)
    throw new PlumblineError('server-error', `The server refused to rehearse: ${failure.message}.`, { failure });
}
