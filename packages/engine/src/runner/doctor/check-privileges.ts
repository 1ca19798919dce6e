import type { QueryResultRow } from 'pg';
import { quoteIdentifier } from '../../db/quote.ts';
import { catalogReader } from '../failure-facts-catalog.ts';
import { type Check, type Examined, failing, fine } from './check.ts';
import { doctorSql } from './doctor-sql.ts';

/** Whether the role can make objects, and keep the history. */
export async function checkPrivileges({ client, settings }: Examined): Promise<readonly Check[]> {
  const { schema } = settings;
  const sql = doctorSql('privileges', { history_schema: schema });
  const [row = {}] = await catalogReader(client, (read) => read(sql));
  return [objects(row), history(row, quoteIdentifier(schema))];
}

function objects(row: QueryResultRow): Check {
  if (row.schema === null) {
    return failing(
      'privileges',
      `None of the schemas in search_path (${row.search_path}) exists: a table without a schema in its name has no place.`,
      'Make the schema, or set the path: ALTER ROLE ... SET search_path = ...',
    );
  }
  if (!row.create_in_schema) {
    return failing(
      'privileges',
      `Role ${row.role} may not create anything in schema ${row.schema}.`,
      `GRANT CREATE ON SCHEMA ${row.schema} TO ${row.role};`,
    );
  }
  const also = row.create_in_database ? '' : '; no new schemas or extensions in the database';
  return fine('privileges', `Role ${row.role} may create objects in schema ${row.schema}${also}.`);
}

function history(row: QueryResultRow, schema: string): Check {
  const { role, database } = row;
  if (!row.has_history && !row.has_history_schema) {
    if (row.create_in_database) return fine('history-table', 'The history will be made by the first migration.');
    return failing(
      'history-table',
      `There is no history yet, and role ${role} may not make its schema.`,
      `GRANT CREATE ON DATABASE ${database} TO ${role};`,
      `Or make the schema for it: CREATE SCHEMA ${schema} AUTHORIZATION ${role};`,
    );
  }
  if (!row.has_history && !row.create_in_history_schema) {
    return failing(
      'history-table',
      `There is no history yet, and role ${role} may not create it in schema ${schema}.`,
      `GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role};`,
    );
  }
  if (!row.has_history) return fine('history-table', 'The history will be made by the first migration.');
  if (!row.use_history_schema || !row.read_history || !row.write_history) {
    const missing = row.use_history_schema && row.read_history ? 'write' : 'read';
    return failing(
      'history-table',
      `Role ${role} may not ${missing} the history ${schema}.history.`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT, INSERT, UPDATE ON ${schema}.history TO ${role};`,
    );
  }
  return fine('history-table', `Role ${role} may read and write the history.`);
}
