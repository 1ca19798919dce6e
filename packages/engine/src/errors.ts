export type ErrorCode =
  | 'invalid-options'
  | 'directory-unreadable'
  | 'invalid-file-name'
  | 'invalid-sql'
  | 'unknown-directive'
  | 'undefined-placeholder'
  | 'transaction-control'
  | 'mixed-file'
  | 'half-applied'
  | 'invalid-index'
  | 'history-conflict'
  | 'history-too-new'
  | 'configuration-refused'
  | 'connection-failed'
  | 'connection-lost'
  | 'lock-timeout'
  | 'lock-lost'
  | 'pooler-refused'
  | 'migration-failed'
  | 'table-lock-timeout'
  | 'server-error'
  | 'internal-error'
  | 'cannot-baseline'
  | 'cannot-adopt'
  | 'cannot-rehearse'
  | 'decision-needed'
  | 'cannot-revert'
  | 'confirmation-needed'
  | 'changed-meanwhile'
  | 'replay-failed'
  | 'scratch-unavailable'
  | 'snapshot-unreadable'
  | 'snapshot-stale'
  | 'no-expected-schema'
  | 'aborted';

/**
 * Every way Plumbline can fail, in one table: the code, the exit code of the command, and what the code means.
 * `docs/errors.md` has one section a code; a test holds the two together.
 */
export const errorCodes: Readonly<Record<ErrorCode, { readonly exitCode: number; readonly meaning: string }>> = {
  'invalid-options': { exitCode: 2, meaning: 'An option is missing, unknown or contradicts another one.' },
  'directory-unreadable': { exitCode: 2, meaning: 'The migrations directory does not exist or cannot be read.' },
  'invalid-file-name': {
    exitCode: 2,
    meaning: 'A file in the migrations directory has a name that cannot be ordered.',
  },
  'invalid-sql': {
    exitCode: 1,
    meaning: 'A migration file cannot be split: something in it is never closed, or it is not plain SQL.',
  },
  'unknown-directive': {
    exitCode: 1,
    meaning: 'A file begins with a `-- plumbline:` line that this version does not know.',
  },
  'undefined-placeholder': { exitCode: 2, meaning: 'A file uses a placeholder that has no value.' },
  'transaction-control': { exitCode: 1, meaning: 'A file begins or ends a transaction by itself.' },
  'mixed-file': {
    exitCode: 1,
    meaning: 'A file has statements that cannot run inside a transaction block beside others that should.',
  },
  'half-applied': {
    exitCode: 6,
    meaning: 'A stepwise file stopped half way, and how it goes on cannot be known for certain.',
  },
  'invalid-index': { exitCode: 1, meaning: 'CREATE INDEX CONCURRENTLY ended, and the index is not valid.' },
  'history-conflict': { exitCode: 6, meaning: 'The files and the history disagree: edited, missing or out of order.' },
  'history-too-new': { exitCode: 1, meaning: 'The history was written by a newer Plumbline than this one.' },
  'configuration-refused': {
    exitCode: 2,
    meaning: 'The server answered and refused: wrong password, role or database name.',
  },
  'connection-failed': { exitCode: 75, meaning: 'No connection to the server in the time allowed.' },
  'connection-lost': { exitCode: 75, meaning: 'The connection broke while a migration ran.' },
  'lock-timeout': {
    exitCode: 75,
    meaning: 'Another process held the migration lock for longer than the time allowed.',
  },
  'lock-lost': { exitCode: 75, meaning: 'The connection that holds the migration lock broke.' },
  'pooler-refused': {
    exitCode: 2,
    meaning:
      'What needs a session of its own would go through a transaction pooler: a lock of a given client, or settings.',
  },
  'migration-failed': { exitCode: 1, meaning: 'The server refused a statement of a migration.' },
  'table-lock-timeout': {
    exitCode: 75,
    meaning: 'Somebody held a lock that a migration needs, through all of its retries.',
  },
  'server-error': { exitCode: 1, meaning: 'The server refused one of the statements of Plumbline itself.' },
  'cannot-baseline': {
    exitCode: 1,
    meaning: 'The database lacks what the files declare, or the history has other news of them.',
  },
  'cannot-adopt': { exitCode: 1, meaning: 'A plan that was rehearsed does not go with the data; all was rolled back.' },
  'cannot-rehearse': {
    exitCode: 1,
    meaning: 'The structure of the database cannot be made again in a scratch database.',
  },
  'decision-needed': { exitCode: 4, meaning: 'A repair would lose data or has no single answer; nothing was changed.' },
  'cannot-revert': { exitCode: 1, meaning: 'A migration cannot be reverted as it stands; nothing was.' },
  'confirmation-needed': { exitCode: 2, meaning: 'Data would be lost, and nobody agreed to that.' },
  'changed-meanwhile': { exitCode: 75, meaning: 'What was shown before is not what would be done now.' },
  'replay-failed': { exitCode: 1, meaning: 'The migrations do not run in an empty database.' },
  'scratch-unavailable': {
    exitCode: 2,
    meaning: 'There is no empty database to replay the migrations in, or it cannot be made.',
  },
  'snapshot-unreadable': { exitCode: 2, meaning: 'The snapshot is no snapshot, or a newer Plumbline wrote it.' },
  'snapshot-stale': { exitCode: 1, meaning: 'The snapshot is not what the migrations make.' },
  'no-expected-schema': { exitCode: 2, meaning: 'Nothing says what the schema should be.' },
  'internal-error': { exitCode: 1, meaning: 'A fault of Plumbline itself.' },
  aborted: { exitCode: 143, meaning: 'The run was stopped by its signal before it was done.' },
};

/** A place in a migration file. `line` and `column` are 1-based; `column` counts code points, as PostgreSQL does. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ErrorDetails {
  readonly position?: FilePosition;
  /** What to do about it, one sentence an entry. */
  readonly remedy?: readonly string[];
  readonly [key: string]: unknown;
}

/**
 * The one error class of the engine. `code` is stable and documented; `details` carries values for programs;
 * `cause` keeps the original error.
 */
export class PlumblineError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PlumblineError';
    this.code = code;
    this.details = details;
  }

  /** The exit code that the command ends with. */
  get exitCode(): number {
    return errorCodes[this.code].exitCode;
  }
}
