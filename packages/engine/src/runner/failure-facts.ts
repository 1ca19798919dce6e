import type { Client } from 'pg';
import type { FailureFacts } from '../diagnose/diagnosis.ts';
import { failedSql } from '../diagnose/failed-sql.ts';
import { refusedObject } from '../diagnose/refused-object.ts';
import type { ServerFailure } from '../server-failure.ts';
import type { Statement } from '../splitter/index.ts';
import { type CatalogReader, catalogReader } from './failure-facts-catalog.ts';
import { createdBy } from './failure-facts-created-by.ts';
import { foreignKeySides } from './failure-facts-foreign-keys.ts';
import { similarNames } from './failure-facts-similar.ts';

/** A file that has not been applied, the failed one among them. */
export interface PendingFile {
  readonly name: string;
  readonly file: string;
  readonly statements: readonly Statement[];
}

/** What {@link failureFacts} is told. `pending` begins with the file that failed. */
export interface FailureFactsInput {
  readonly failure: ServerFailure;
  /** The statement that failed, when it is known. */
  readonly statement?: Statement;
  readonly pending: readonly PendingFile[];
}

type LookUp = (read: CatalogReader, input: FailureFactsInput) => Promise<FailureFacts>;

const similar: LookUp = async (read, input) => ({ similar: await similarNames(read, input) });

const lookUps: Readonly<Record<string, readonly LookUp[]>> = {
  '25006': [
    async (read) => ({ isStandby: (await read('select pg_catalog.pg_is_in_recovery() as yes'))[0]?.yes === true }),
  ],
  '42501': [ownership],
  '42804': [foreignKeys],
  '42P01': [similar],
  '42703': [similar],
  '42883': [similar],
  '42704': [similar, extensions],
  '3F000': [similar],
  '0A000': [extensions],
  '58P01': [extensions],
  '53300': [connections],
};

/**
 * Asks the live database what a diagnosis needs to name causes: look-alikes of a missing name, the types of both sides
 * of a foreign key, who owns what. Reads the catalog only, takes no lock on anybody's table, gives up after a second.
 *
 * @param client connected and outside of a transaction: after the rollback
 * @returns what could be found out; never rejects. What could not is said in `notes`.
 */
export async function failureFacts(client: Client, input: FailureFactsInput): Promise<FailureFacts> {
  const facts: FailureFacts[] = [];
  const notes: string[] = [];
  const creator = createdBy(input);
  if (creator !== null) facts.push({ createdBy: creator });
  for (const lookUp of lookUps[input.failure.sqlstate ?? ''] ?? []) {
    try {
      facts.push(await catalogReader(client, (read) => lookUp(read, input)));
    } catch (error) {
      notes.push(
        `The database could not be asked for more: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }
  return { ...Object.assign({}, ...facts), ...(notes.length === 0 ? {} : { notes }) };
}

async function foreignKeys(read: CatalogReader, input: FailureFactsInput): Promise<FailureFacts> {
  const sql = failedSql(input.failure, input.statement?.text ?? null);
  const own = input.pending[0]?.statements ?? [];
  const found = sql === null ? [] : await foreignKeySides(read, sql, own);
  return found.length === 0 ? {} : { foreignKeys: found };
}

async function extensions(read: CatalogReader, { failure, statement }: FailureFactsInput): Promise<FailureFacts> {
  const sql = failedSql(failure, statement?.text ?? null) ?? '';
  if (!/\bextension\b/i.test(`${failure.message} ${sql}`)) return {};
  const rows = await read('select name::text from pg_catalog.pg_available_extensions order by name');
  return { availableExtensions: rows.map(({ name }) => String(name)) };
}

async function connections(read: CatalogReader): Promise<FailureFacts> {
  const [row] = await read("select pg_catalog.current_setting('max_connections')::int as limit");
  return typeof row?.limit === 'number' ? { maxConnections: row.limit } : {};
}

async function ownership(read: CatalogReader, { failure }: FailureFactsInput): Promise<FailureFacts> {
  const object = refusedObject(failure.message);
  const [me] = await read('select current_user::text as name');
  const currentUser = typeof me?.name === 'string' ? { currentUser: me.name } : {};
  if (object === null) return currentUser;
  const [row] =
    object.kind === 'schema'
      ? await read(
          'select pg_catalog.pg_get_userbyid(nspowner)::text as owner from pg_catalog.pg_namespace where nspname = $1',
          [object.name],
        )
      : await read(
          `select pg_catalog.pg_get_userbyid(c.relowner)::text as owner
             from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relname = $1
            order by pg_catalog.array_position(pg_catalog.current_schemas(true), n.nspname) limit 1`,
          [object.name],
        );
  return { ...currentUser, ...(typeof row?.owner === 'string' ? { owner: row.owner } : {}) };
}
