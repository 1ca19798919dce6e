import type { Client } from 'pg';
import type { KeyFacts } from './check-result.ts';
import { watchdogSql } from './watchdog-sql.ts';

/** Below this a key is nobody's worry, and no series is kept of it. */
const WORTH_KNOWING = 0.5;

export interface KeysRead extends KeyFacts {
  /** Sequences that the role may not read. */
  readonly unreadable: number;
}

interface Row {
  readonly sequence: string;
  readonly column: string | null;
  readonly ratio: number | null;
  readonly last: string | null;
  readonly most: string;
  readonly highest: number | null;
  readonly unreadable: number;
}

/** How much of their range the keys have used. Whether one is a finding is for the verifier to say. @throws pg's error */
export async function readKeyUse(client: Client): Promise<KeysRead> {
  const { rows } = await client.query<Row>(watchdogSql('key-use'), [WORTH_KNOWING]);
  return {
    fullest: rows.flatMap(({ sequence, column, ratio, last, most }) =>
      ratio === null || last === null ? [] : [{ sequence, column, ratio, last, most }],
    ),
    highest: rows[0]?.highest ?? 0,
    unreadable: rows[0]?.unreadable ?? 0,
  };
}
