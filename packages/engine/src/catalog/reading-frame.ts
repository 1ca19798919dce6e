/** What a reading runs in. */
export interface ReadingFrame {
  /**
   * Inside the transaction that the session is in already, of which it sees what is not committed yet: in a savepoint
   * then, which takes its settings away with it.
   */
  readonly inside: boolean;
  readonly statementTimeoutMs: number;
}

const LOCK_TIMEOUT_MS = 100;
const TO_SAVEPOINT = 'rollback to savepoint plumbline_reading;\nrelease savepoint plumbline_reading';

/** A reading as one message. SET LOCAL ends with it: nothing is left behind, behind a pooler neither. */
export function framed(
  queries: readonly string[],
  { inside, statementTimeoutMs }: ReadingFrame,
  isolation: 'read committed' | 'repeatable read',
): string {
  return [
    inside ? 'savepoint plumbline_reading' : `begin isolation level ${isolation} read only`,
    "set local search_path = ''",
    `set local lock_timeout = ${LOCK_TIMEOUT_MS}`,
    `set local statement_timeout = ${statementTimeoutMs}`,
    // Values are to look alike whatever the session is set to.
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'postgres'",
    "set local timezone = 'UTC'",
    "set local bytea_output = 'hex'",
    'set local extra_float_digits = 1',
    'set local quote_all_identifiers = off',
    ...queries,
    inside ? TO_SAVEPOINT : 'commit',
  ].join(';\n');
}

/** What brings the session back to where it was, when a reading failed. */
export function leaveFrame({ inside }: ReadingFrame): string {
  return inside ? TO_SAVEPOINT : 'rollback';
}
