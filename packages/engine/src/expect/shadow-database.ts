import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { connect, newClient, targetOf } from '../db/connect.ts';
import { quoteIdentifier } from '../db/quote.ts';
import { withDatabase } from '../db/with-database.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import { PlumblineError } from '../errors.ts';
import { serverFailure } from '../server-failure.ts';
import type { Scratch } from './scratch.ts';

/** When it was made, in seconds to the base of 36, and something that nobody else has. */
const NAME = /^plumbline_shadow_([0-9a-z]+)_[0-9a-f]{12}$/;
/** Older ones were left behind by a process that was killed. */
const LEFT_BEHIND_AFTER_S = 24 * 60 * 60;

/**
 * Makes an empty database of its own on a server, beside the one that the URL names, which is left alone. `drop` drops
 * it; so does a later call, a day after, when the process was killed before.
 *
 * @param url of any database of the server, as a role that may create databases
 * @param connectWaitMs how long a server that refuses connections is tried again
 * @throws PlumblineError `scratch-unavailable`
 */
export async function shadowDatabase(url: string, connectWaitMs = 10_000): Promise<Scratch> {
  const name = `plumbline_shadow_${nowInSeconds().toString(36)}_${randomBytes(6).toString('hex')}`;
  const waiting = { url, connectWaitMs };
  await beside(waiting, async (client) => {
    await dropLeftBehind(client);
    // Not template1: somebody may have put something into it.
    await client.query(`create database ${quoteIdentifier(name)} template template0`);
  });
  return {
    url: withDatabase(url, name),
    isDisposable: false,
    drop: () => beside(waiting, (client) => drop(client, name)),
  };
}

async function dropLeftBehind(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_catalog.pg_database d
      where pg_catalog.starts_with(datname, 'plumbline_shadow_') and pg_catalog.pg_has_role(datdba, 'member')
        and not exists (select from pg_catalog.pg_stat_activity a where a.datid = d.oid)`,
  );
  for (const { name } of rows) {
    const made = Number.parseInt(NAME.exec(name)?.[1] ?? '', 36);
    if (made < nowInSeconds() - LEFT_BEHIND_AFTER_S) await drop(client, name);
  }
}

async function drop(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${quoteIdentifier(name)} with (force)`);
}

async function beside<T>(
  { url, connectWaitMs: waitMs }: { readonly url: string; readonly connectWaitMs: number },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const target = targetOf(newClient(url, 'plumbline shadow'));
  let client: Client | null = null;
  try {
    client = await connect({ server: url, application: 'plumbline shadow', waitMs });
    return await work(client);
  } catch (cause) {
    const failure = serverFailure(cause);
    const remedy =
      failure.sqlstate === '42501'
        ? [`The role has to be able to create databases: ALTER ROLE ${quoteIdentifier(target.user)} CREATEDB;`]
        : diagnose({ failure, target }).remedy;
    throw new PlumblineError(
      'scratch-unavailable',
      `No database for the replay could be made on ${target.host}:${target.port} as "${target.user}": ${failure.message}.`,
      { failure, remedy },
      cause,
    );
  } finally {
    await client?.end().catch(() => {}); // A broken one has ended already.
  }
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
