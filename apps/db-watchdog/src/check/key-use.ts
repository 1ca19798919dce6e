import type { Client } from 'pg';
import type { KeyFacts, KeyUse } from './check-result.ts';
import type { WatchFinding } from './watch-finding.ts';
import { watchdogSql } from './watchdog-sql.ts';

/** Below this a key is nobody's worry, and no series is kept of it. */
const WORTH_KNOWING = 0.5;
const CRITICAL = 0.9;

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

/** How much of their range the keys have used. @throws pg's error */
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

/** The keys that have used more than `ratio` of their range. */
export function keyFindings(keys: readonly KeyUse[], ratio: number): readonly WatchFinding[] {
  return keys.filter((key) => key.ratio >= ratio).map(keyFinding);
}

function keyFinding({ sequence, column, ratio, last, most }: KeyUse): WatchFinding {
  const name = column ?? sequence;
  const percent = `${Math.floor(ratio * 100)} %`;
  return {
    area: 'keys',
    code: 'key-near-exhaustion',
    severity: ratio >= CRITICAL ? 'critical' : 'major',
    identity: column === null ? `sequence ${sequence}` : `column ${column}`,
    expected: `numbers up to ${most}`,
    actual: `${last} is given out (${percent})`,
    message: `${name} has used ${percent} of the numbers that it can have.`,
    why: 'When the last one is given out, every insert fails.',
    remedy: [
      column === null
        ? `Give the sequence a larger type: ALTER SEQUENCE ${sequence} AS bigint;`
        : 'Make the column and everything that refers to it bigint; on a large table by a new column, a trigger and a swap, since ALTER COLUMN ... TYPE rewrites it under a lock.',
    ],
    origin: null,
  };
}
