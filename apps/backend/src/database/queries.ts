import type pg from 'pg';
import type { Sql } from './sql.ts';

/** What a room needs of the database. A transaction is one too, so a function that takes one works in both. */
export interface Queries {
  /** Runs one query and returns its rows. Errors are those of pg, as they came. */
  query<Row extends pg.QueryResultRow>(query: Sql, values?: readonly unknown[]): Promise<readonly Row[]>;
}
