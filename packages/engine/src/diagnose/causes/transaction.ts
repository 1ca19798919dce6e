import type { Cause } from '../cause.ts';
import { quotedNames } from '../names.ts';

const newEnumValue: Cause = {
  code: 'enum-value-too-new',
  sqlstates: ['55P04'],
  explain: ({ failure }) => {
    const value = quotedNames(failure.message)[0];
    return {
      title: `The new enum value${value === undefined ? '' : ` "${value}"`} cannot be used yet`,
      explanation:
        'A value that ALTER TYPE ... ADD VALUE adds may be used only after the transaction that added it has committed, and a migration ' +
        'file is one transaction. (PostgreSQL 18 allows it when the type itself was created in the same transaction; older servers do not.)',
      remedy: ['Put ALTER TYPE ... ADD VALUE into a migration of its own, and what uses the value into the next one.'],
    };
  },
};

const cannotRunInside: Cause = {
  code: 'not-in-transaction',
  sqlstates: ['25001'],
  explain: ({ statement }) => ({
    title: `${statement?.kind === undefined || statement.kind === '' ? 'This statement' : statement.kind} cannot run inside a transaction block`,
    explanation:
      'Plumbline runs a file in one transaction, so that it happens whole or not at all. This statement manages its own transactions ' +
      '(CREATE INDEX CONCURRENTLY, VACUUM, REINDEX of a partitioned table, ...) and is refused there; nothing of it has happened.',
    remedy: [
      'Leave out CONCURRENTLY when the table is small or new: a plain CREATE INDEX runs inside the transaction.',
      'Otherwise put it into a migration file of its own, without other statements.',
    ],
  }),
};

const aborted: Cause = {
  code: 'transaction-aborted',
  sqlstates: ['25P02'],
  explain: () => ({
    title: 'An earlier error had already ended this transaction',
    explanation:
      'After an error PostgreSQL refuses everything until the rollback. So this message is an echo: the real error came before it, and somebody went on without looking.',
    remedy: [
      'Look for the first error: it is above this one, or in the server log.',
      'To go on after an expected error inside a migration, use a DO block with an EXCEPTION clause for exactly that error.',
    ],
  }),
};

const terminated: Cause = {
  code: 'transaction-control-in-block',
  sqlstates: ['2D000'],
  explain: () => ({
    title: 'A procedure or DO block wants to commit, and may not here',
    explanation:
      'COMMIT and ROLLBACK inside a procedure or a DO block work only when the block is not inside a transaction. Plumbline runs a file in one transaction.',
    remedy: [
      'Take the COMMIT out of the block: the file is committed as a whole.',
      'For a conversion in many small steps, do it outside the migrations and let a migration check that it is done.',
    ],
  }),
};

const noTransaction: Cause = {
  code: 'transaction-needed',
  sqlstates: ['25P01'],
  explain: () => ({
    title: 'This statement needs a transaction block',
    explanation:
      'LOCK TABLE, SAVEPOINT and DECLARE CURSOR only make sense inside a transaction, and this file runs statement by statement without one.',
    remedy: ['Put it into a file that runs in a transaction (the default).'],
  }),
};

/** What may and may not happen inside a transaction. */
export const transactionCauses: readonly Cause[] = [newEnumValue, cannotRunInside, aborted, terminated, noTransaction];
