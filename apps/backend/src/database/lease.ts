import pg from 'pg';
import type { Queries } from './queries.ts';
import type { Sql } from './sql.ts';

/** One connection for as long as it is needed. */
export interface Lease extends Queries {
  /** Nobody knows the state of its connection, so it cannot be used again. */
  isBroken(): boolean;
  /** When the query that runs was sent, on the clock of `performance`; null when none runs. */
  askedAt(): number | null;
  /** Ends the connection; the query that runs fails. */
  cutOff(): void;
  /** Gives the connection back to its pool, or closes it when it is broken. */
  end(): void;
}

/**
 * An error that the server reported leaves a connection usable; after any other one (a broken socket, an answer that did not
 * come in time) it is closed. The pool's own `query` closes it in both cases, so that every duplicate key would cost a new
 * connection.
 *
 * @param client taken from a pool that listens to its errors
 */
export function leaseOf(client: pg.PoolClient, failed: (error: unknown, query: Sql) => void): Lease {
  let isBroken = false;
  let askedAt: number | null = null;
  return {
    async query<Row extends pg.QueryResultRow>(query: Sql, values: readonly unknown[] = []) {
      askedAt = performance.now();
      try {
        return (await client.query<Row>(query.text, [...values])).rows;
      } catch (error) {
        isBroken ||= !(error instanceof pg.DatabaseError) || error.severity === 'FATAL';
        failed(error, query);
        throw error;
      } finally {
        askedAt = null;
      }
    },
    isBroken: () => isBroken,
    askedAt: () => askedAt,
    cutOff() {
      isBroken = true;
      // With a query under way pg does not wait for the server to say goodbye.
      void (client as unknown as pg.Client).end().catch(() => {});
    },
    end: () => client.release(isBroken),
  };
}
