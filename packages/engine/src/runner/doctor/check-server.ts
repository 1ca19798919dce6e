import type { Client, QueryResultRow } from 'pg';
import { catalogReader } from '../failure-facts-catalog.ts';
import { type Check, type Examined, failing, fine, warning } from './check.ts';
import { doctorSql } from './doctor-sql.ts';

const OLDEST = 14;
const NEWEST = 18;

/** Version, standby, encoding, strings, pooler: what one look at the server tells. */
export async function checkServer({ client }: Examined): Promise<readonly Check[]> {
  const [row = {}] = await catalogReader(client, (read) => read(doctorSql('server')));
  return [version(row), writable(row), pooler(client, row), encoding(row), strings(row)];
}

function version({ version: full, major }: QueryResultRow): Check {
  const name = `PostgreSQL ${String(full).split(' ')[0]}`;
  if (major < OLDEST) {
    return failing(
      'version',
      `${name} is older than ${OLDEST}, which Plumbline needs.`,
      `Upgrade the server to ${OLDEST} or newer.`,
    );
  }
  if (major > NEWEST) {
    return warning(
      'version',
      `${name} is newer than ${NEWEST}, the newest that this version was tested on.`,
      'Look whether there is a newer Plumbline.',
    );
  }
  return fine('version', `${name}.`);
}

function writable({ is_standby: isStandby, is_read_only: isReadOnly }: QueryResultRow): Check {
  if (isStandby) {
    return failing(
      'writable',
      'The server is a standby: it can be read, and nothing can be migrated on it.',
      'Connect to the primary.',
    );
  }
  if (isReadOnly) {
    return failing(
      'writable',
      'default_transaction_read_only is on: every migration would be refused.',
      "Find where it is set: SELECT source, sourcefile FROM pg_settings WHERE name = 'default_transaction_read_only';",
    );
  }
  return fine('writable', 'The server takes writes.');
}

function pooler(client: Client, { pid }: QueryResultRow): Check {
  const { processID: told } = client as Client & { readonly processID?: number | null };
  if (told === undefined || told === null || told === pid) {
    return fine('pooler', 'No transaction pooler is in between.');
  }
  return warning(
    'pooler',
    'A transaction pooler is in between: the next transaction may meet another server process.',
    'Migrations are safe behind it, but a file that runs outside a transaction cannot have settings of its own.',
    'Point MIGRATION_DATABASE_URL to the server itself.',
  );
}

function encoding({ encoding: name }: QueryResultRow): Check {
  if (name === 'UTF8') return fine('encoding', 'The database is in UTF-8.');
  return warning(
    'encoding',
    `The database is in ${name}: characters of the files that it does not have are refused.`,
    "A database keeps its encoding: make a new one with ENCODING 'UTF8' and move the data.",
  );
}

function strings({ standard_strings: isOn }: QueryResultRow): Check {
  if (isOn) return fine('strings', 'Backslashes in strings are plain characters.');
  return warning(
    'strings',
    'standard_conforming_strings is off: a backslash in a plain string means something else than elsewhere.',
    "Switch it on, and write strings with escapes as E'...'.",
  );
}
