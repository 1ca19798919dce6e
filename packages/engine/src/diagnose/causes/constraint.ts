import type { ServerFailure } from '../../server-failure.ts';
import type { Cause } from '../cause.ts';

function tableOf(failure: ServerFailure): string {
  return failure.table === null ? 'the table' : `"${failure.table}"`;
}

function constraintOf(failure: ServerFailure): string {
  return failure.constraint === null ? 'the constraint' : `"${failure.constraint}"`;
}

const notNull: Cause = {
  code: 'not-null-violation',
  sqlstates: ['23502'],
  explain: ({ failure }) => ({
    title: `${failure.column === null ? 'A column' : `Column "${failure.column}"`} of ${tableOf(failure)} would be empty`,
    explanation: `${failure.column === null ? 'The column' : `"${failure.column}"`} of ${tableOf(failure)} must have a value in every row, and a row has none: either one that is written now, or an old one when NOT NULL is being added.`,
    remedy: [
      'New column on a table with rows: give it a DEFAULT, or add it without NOT NULL, fill it, then SET NOT NULL.',
      ...(failure.column === null || failure.table === null
        ? []
        : [`See the rows: select * from "${failure.table}" where "${failure.column}" is null limit 20;`]),
      'Say what the empty rows mean before you fill them: a made-up value is harder to find later than a NULL.',
    ],
  }),
};

const unique: Cause = {
  code: 'unique-violation',
  sqlstates: ['23505'],
  explain: ({ failure }) => ({
    title: `Two rows of ${tableOf(failure)} have the same key`,
    explanation: `${constraintOf(failure)} allows a value once, and it would be there twice: a row that is inserted exists already, or old rows are duplicates when the constraint or index is being added. The detail of the error names the value.`,
    remedy: [
      'Seed rows that may exist already: INSERT ... ON CONFLICT DO NOTHING (or DO UPDATE).',
      'Old duplicates: select key, count(*) from ... group by key having count(*) > 1; decide which row stays, in the same migration, before the constraint.',
      "When the key comes from a sequence that lags behind imported rows: select setval(pg_get_serial_sequence('table', 'id'), max(id)) from table;",
    ],
  }),
};

const check: Cause = {
  code: 'check-violation',
  sqlstates: ['23514'],
  explain: ({ failure }) => ({
    title: `A row of ${tableOf(failure)} breaks a rule of it`,
    explanation: `A row does not satisfy ${failure.constraint === null ? 'a rule of the table (a check, or the bounds of its partitions)' : constraintOf(failure)}: one that is written now, or an old one when the check is being added.`,
    remedy: [
      'See the rows that break it: select * from ... where not (<the condition of the check>) limit 20;',
      'Correct them in the same migration before the check, or add the check as NOT VALID now and validate it in a later one.',
      'For a partitioned table: create the partition (or a DEFAULT partition) that the row belongs to.',
    ],
  }),
};

const exclusion: Cause = {
  code: 'exclusion-violation',
  sqlstates: ['23P01'],
  explain: ({ failure }) => ({
    title: `Two rows of ${tableOf(failure)} overlap`,
    explanation: `${constraintOf(failure)} forbids rows that conflict with each other, and two do. The detail of the error names them.`,
    remedy: ['Find and correct the overlapping rows in the same migration, before the constraint.'],
  }),
};

const dependents: Cause = {
  code: 'dependent-objects',
  sqlstates: ['2BP01'],
  explain: ({ failure }) => ({
    title: 'Other objects depend on it',
    explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}: views, foreign keys, defaults or functions would break. The detail of the error lists them.`,
    remedy: [
      'Drop or change the dependent objects first, in the same file, and create again what is still needed.',
      'CASCADE drops them all without asking and creates none again: use it only when you have read the list.',
    ],
  }),
};

/** Rows and objects that a constraint or a dependency protects. */
export const constraintCauses: readonly Cause[] = [notNull, unique, check, exclusion, dependents];
