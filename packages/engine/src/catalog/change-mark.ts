import type { ClientBase } from 'pg';
import { changeSql } from './catalog-sql.ts';
import { readFramed } from './reading-frame.ts';

/** Stands for the catalogs of one database at one moment. */
export interface ChangeMark {
  /**
   * `counters`: what the server's statistics count, a millisecond whatever the size; DDL shows a second after it, or when
   * its session's next transaction is over. `rows`: read from all catalogs, exact, where there are no such counters.
   */
  readonly by: 'counters' | 'rows';
  readonly value: string;
}

/**
 * Takes a mark that changes when the schema does. As long as it is the same there is no need to read the catalog again; it
 * also changes for other reasons (a restart, temporary tables, VACUUM FULL), which costs one reading too many.
 *
 * It is a gate and no proof: DDL of a session that has `track_counts` off is never counted, so read the catalog from time to
 * time whatever the mark says. A standby, and a server without counters, is read row by row instead.
 *
 * @param client connected, and not inside a transaction, where the server would show the counters of its beginning
 * @example
 * const mark = await readChangeMark(client);
 * if (!sameMark(mark, last)) catalog = await readCatalog(client);
 * @throws PlumblineError `invalid-options` when the client is inside a transaction; pg's error when the server refuses
 */
export async function readChangeMark(client: ClientBase, statementTimeoutMs = 30_000): Promise<ChangeMark> {
  const [counters] = await readFramed(client, [changeSql('change-counters')], { statementTimeoutMs });
  const [isBlind, value] = counters?.[0] ?? [];
  if (isBlind !== 't') return { by: 'counters', value: value ?? '' };
  const [rows] = await readFramed(client, [changeSql('change-rows')], { statementTimeoutMs });
  return { by: 'rows', value: rows?.[0]?.[0] ?? '' };
}

/** Whether nothing is known to have changed between two marks of one database. */
export function sameMark(a: ChangeMark, b: ChangeMark): boolean {
  return a.by === b.by && a.value === b.value;
}
