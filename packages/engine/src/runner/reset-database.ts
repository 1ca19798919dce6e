import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { connect, newClient, targetOf } from '../db/connect.ts';
import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';
import { isWrongConfiguration } from '../db/sqlstates.ts';
import { withDatabase } from '../db/with-database.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import { PlumblineError } from '../errors.ts';
import { serverFailure } from '../server-failure.ts';
import type { Target } from '../target.ts';

export interface ResetDatabaseOptions {
  /** The database to drop and make anew. */
  readonly url: string;
  /** Its name once more, as a person typed it. Anything else is refused. */
  readonly confirm: string;
  /** Default `plumbline`. */
  readonly application?: string;
  /** Default 10,000. */
  readonly connectWaitMs?: number;
}

/** What was done. */
export interface ResetDatabaseResult {
  readonly target: Target;
  readonly owner: string;
  readonly encoding: string;
  /** How many connections of others were ended. */
  readonly ended: number;
}

/** Databases that a server needs, or that everybody connects to when they have none of their own. */
const maintenance: ReadonlySet<string> = new Set(['postgres', 'template0', 'template1']);

/** What CREATE DATABASE has to be told; the names of the locale columns differ between versions 14 and 18. */
interface DatabaseProperties {
  readonly owner: string;
  readonly encoding: string;
  readonly tablespace: string;
  readonly row: {
    readonly datcollate: string;
    readonly datctype: string;
    readonly datconnlimit: number;
    readonly datistemplate: boolean;
    readonly datlocprovider?: 'b' | 'c' | 'i';
    readonly daticulocale?: string | null;
    readonly datlocale?: string | null;
    readonly daticurules?: string | null;
  };
}

/**
 * Drops a database and creates it again, empty, with the same owner, encoding and locale. Other connections to it are
 * ended. The new one is made first, under another name: what cannot be created is never dropped.
 *
 * @throws PlumblineError `invalid-options` when the confirmation is not the name or the database is a maintenance
 * database, `configuration-refused` when it does not exist, `connection-failed`, `server-error`
 */
export async function resetDatabase(options: ResetDatabaseOptions): Promise<ResetDatabaseResult> {
  const target = targetOf(newClient(options.url, 'plumbline'));
  refuseWrongTarget(target.database, options.confirm);
  const client = await connectBeside(options, target);
  try {
    return await recreate(client, target);
  } catch (cause) {
    throw asResetError(cause, target);
  } finally {
    await client.end().catch(() => {}); // The work is done or has failed already; a broken connection has ended.
  }
}

function refuseWrongTarget(name: string, confirm: string): void {
  if (maintenance.has(name)) {
    throw new PlumblineError(
      'invalid-options',
      `"${name}" is a maintenance database of the server and is never dropped.`,
      {
        remedy: ["Give the URL of the application's own database."],
      },
    );
  }
  if (confirm !== name) {
    throw new PlumblineError(
      'invalid-options',
      `The name given (${JSON.stringify(confirm)}) is not the name of the database ("${name}"). Nothing was dropped.`,
      {
        remedy: [`Type the name exactly: ${name}`],
      },
    );
  }
}

/** A connection to the server's maintenance database: nobody can drop the database they are connected to. */
async function connectBeside(options: ResetDatabaseOptions, target: Target): Promise<Client> {
  const { application = 'plumbline', connectWaitMs: waitMs = 10_000 } = options;
  let lastError: unknown;
  for (const database of ['postgres', 'template1']) {
    try {
      return await connect({ server: withDatabase(options.url, database), application, waitMs });
    } catch (cause) {
      lastError = cause;
      if (serverFailure(cause).sqlstate !== '3D000') break;
    }
  }
  throw asResetError(lastError, { ...target, database: 'postgres' });
}

async function recreate(client: Client, target: Target): Promise<ResetDatabaseResult> {
  const name = target.database;
  const properties = await propertiesOf(client, target);
  const { rows } = await client.query(
    'select count(*)::int as others from pg_catalog.pg_stat_activity where datname = $1',
    [name],
  );
  const fresh = `${name.slice(0, 40)}_reset_${randomBytes(4).toString('hex')}`;
  await client.query(creation(fresh, properties));
  try {
    await client.query(`drop database ${quoteIdentifier(name)} with (force)`);
  } catch (cause) {
    await client.query(`drop database ${quoteIdentifier(fresh)}`);
    throw cause;
  }
  await client.query(`alter database ${quoteIdentifier(fresh)} rename to ${quoteIdentifier(name)}`);
  return { target, owner: properties.owner, encoding: properties.encoding, ended: rows[0]?.others ?? 0 };
}

async function propertiesOf(client: Client, target: Target): Promise<DatabaseProperties> {
  const { rows } = await client.query<DatabaseProperties>(
    `select pg_catalog.pg_get_userbyid(d.datdba)::text as owner, pg_catalog.pg_encoding_to_char(d.encoding)::text as encoding,
            t.spcname::text as tablespace, pg_catalog.to_jsonb(d) as row
       from pg_catalog.pg_database d join pg_catalog.pg_tablespace t on t.oid = d.dattablespace
      where d.datname = $1`,
    [target.database],
  );
  const found = rows[0];
  if (found === undefined) {
    throw new PlumblineError('configuration-refused', `The database "${target.database}" does not exist.`, {
      remedy: [`Create it: CREATE DATABASE ${quoteIdentifier(target.database)};`, 'Or check the last part of the URL.'],
    });
  }
  if (found.row.datistemplate) {
    throw new PlumblineError('invalid-options', `"${target.database}" is a template database and is not dropped.`, {
      remedy: [`If it really is to go: ALTER DATABASE ${quoteIdentifier(target.database)} IS_TEMPLATE false;`],
    });
  }
  return found;
}

function creation(name: string, { owner, encoding, tablespace, row }: DatabaseProperties): string {
  const locale = row.datlocale ?? row.daticulocale ?? null;
  const provider =
    row.datlocprovider === 'i'
      ? ` locale_provider icu icu_locale ${quoteLiteral(locale)}` +
        (row.daticurules == null ? '' : ` icu_rules ${quoteLiteral(row.daticurules)}`)
      : row.datlocprovider === 'b'
        ? ` locale_provider builtin builtin_locale ${quoteLiteral(locale)}`
        : row.datlocprovider === 'c'
          ? ' locale_provider libc'
          : '';
  return (
    `create database ${quoteIdentifier(name)} owner ${quoteIdentifier(owner)} template template0` +
    ` encoding ${quoteLiteral(encoding)} lc_collate ${quoteLiteral(row.datcollate)} lc_ctype ${quoteLiteral(row.datctype)}${provider}` +
    ` tablespace ${quoteIdentifier(tablespace)} connection limit ${row.datconnlimit}`
  );
}

function asResetError(cause: unknown, target: Target): PlumblineError {
  if (cause instanceof PlumblineError) return cause;
  const failure = serverFailure(cause);
  const diagnosis = diagnose({ failure, target });
  const code = isWrongConfiguration(failure.sqlstate)
    ? 'configuration-refused'
    : failure.sqlstate === null || failure.severity === 'FATAL'
      ? 'connection-failed'
      : 'server-error';
  return new PlumblineError(
    code,
    `The database "${target.database}" at ${target.host}:${target.port} was not reset: ${failure.message}`,
    { failure, diagnosis, remedy: diagnosis.remedy },
    cause,
  );
}
