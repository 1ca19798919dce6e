import type { ClientBase } from 'pg';
import { rowQuery } from '../db/row-query.ts';
import { serverFailure } from '../server-failure.ts';
import { catalogSql } from './catalog-sql.ts';
import { identityOf } from './identity-of.ts';
import type { SequenceObject } from './relation-objects.ts';

/** The last value of each sequence, by its identity: those that were never used, or that the role may not read, are not in it. */
export type SequencePositions = ReadonlyMap<string, bigint>;

/** To read a position takes a light lock on the sequence: not longer than this. */
const LOCK_TIMEOUT = '300ms';

/** Locked, or dropped while the server looked at it. */
const PASSING: ReadonlySet<string | null> = new Set(['55P03', '40P01', 'XX000', '42P01']);

/**
 * Reads how far the sequences have counted. A reading of its own, since it is no part of the schema and, other than the
 * catalog, takes a lock: on each sequence, the one that `nextval` takes.
 *
 * @param client connected, and not inside a transaction
 * @returns null when something was locked or going away just now
 * @throws pg's error when the server refuses for a reason that does not pass
 */
export async function readSequencePositions(
  client: ClientBase,
  { schemas = null, historySchema = 'plumbline' }: { schemas?: readonly string[] | null; historySchema?: string } = {},
): Promise<SequencePositions | null> {
  const query = catalogSql('sequence-positions', { schemas, historySchema, serverMajor: 0 });
  try {
    const [rows = []] = await rowQuery(
      client,
      `begin read only;\nset local lock_timeout = '${LOCK_TIMEOUT}';\n${query};\ncommit`,
    );
    return new Map(
      rows.flatMap(([schema, name, value]) =>
        schema == null || name == null || value == null
          ? []
          : [[identityOf({ kind: 'sequence', schema, name } as SequenceObject), BigInt(value)] as const],
      ),
    );
  } catch (error) {
    await rowQuery(client, 'rollback');
    if (!PASSING.has(serverFailure(error).sqlstate)) throw error;
    return null;
  }
}
