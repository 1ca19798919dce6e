import { blockerWords } from '../blocker-words.ts';
import type { Cause } from '../cause.ts';
import type { Blocker } from '../diagnosis.ts';
import { firstName } from '../names.ts';

function ending(blockers: readonly Blocker[]): string[] {
  return blockers.flatMap((blocker) => [
    ...(blocker.query === null || blocker.query.trim() === ''
      ? []
      : [`Last statement of pid ${blocker.pid}: ${firstLine(blocker.query)}`]),
    `End it, if it may be ended: select pg_terminate_backend(${blocker.pid});`,
  ]);
}

function firstLine(query: string): string {
  const line = query.trim().split(/[\r\n]/, 1)[0] ?? '';
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

const lockTimeout: Cause = {
  code: 'lock-timeout',
  sqlstates: ['55P03'],
  explain: (input) => {
    const blockers = input.facts?.blockers ?? [];
    return {
      title: 'Somebody else holds a lock that this statement needs',
      explanation:
        'The statement waited for a lock and gave up, so that the application does not queue up behind it: while a ' +
        'migration waits for a table, every new reader of this table waits too. ' +
        (blockers.length === 0
          ? 'Who held it was not seen (it may have ended meanwhile, or this role may not see it).'
          : `Held by ${blockers.map(blockerWords).join('; ')}.`),
      remedy: [
        ...ending(blockers),
        'Run it again at a quieter time; --lock-timeout allows a longer wait for each try.',
        'A long "idle in transaction" is a fault of the application that left it open: set idle_in_transaction_session_timeout.',
        ...(blockers.length === 0
          ? [
              "See who holds locks while it waits: select pid, application_name, state, now() - xact_start as age, pg_blocking_pids(pid) from pg_stat_activity where state <> 'idle';",
            ]
          : []),
      ],
    };
  },
};

const deadlock: Cause = {
  code: 'deadlock',
  sqlstates: ['40P01'],
  explain: () => ({
    title: 'A deadlock: two transactions waited for each other',
    explanation:
      'This migration held a lock that somebody else wanted and wanted one that somebody else held, so the server ended ' +
      'this side. The other side went on. The detail of the error names both processes and what they waited for.',
    remedy: [
      'Run it again: a deadlock needs bad luck with the timing.',
      'If it comes back, take the locks in the order of the application, at the top of the file: LOCK TABLE first, second IN ACCESS EXCLUSIVE MODE;',
      'Or split the file: a migration that touches one table at a time cannot be part of a circle.',
    ],
  }),
};

const serialization: Cause = {
  code: 'serialization-failure',
  sqlstates: ['40001'],
  explain: () => ({
    title: 'A concurrent transaction changed the same rows',
    explanation:
      'The transaction runs at REPEATABLE READ or SERIALIZABLE, and rows that it read were changed by somebody else meanwhile. ' +
      'The server ends such a transaction instead of giving a wrong result. On a standby, the replay of a conflicting change does the same.',
    remedy: ['Run it again.', 'Take SET TRANSACTION ISOLATION LEVEL out of the file unless it is really needed.'],
  }),
};

const inUse: Cause = {
  code: 'object-in-use',
  sqlstates: ['55006'],
  explain: (input) => ({
    title: 'The object is in use',
    explanation:
      `${firstName(input, 'The object')} cannot be changed while it is in use: ${input.failure.message}. When this transaction uses it itself, ` +
      'there are usually deferred foreign key or constraint trigger events from an INSERT or UPDATE earlier in the same file that are still to run; or somebody is connected to a database that is to be dropped.',
    remedy: [
      'Put SET CONSTRAINTS ALL IMMEDIATE; before the ALTER TABLE: the waiting checks then run at once.',
      'Or move the data change and the table change into two files.',
      'For a database: end its other connections first, or DROP DATABASE ... WITH (FORCE).',
    ],
  }),
};

/** Other transactions in the way. */
export const contentionCauses: readonly Cause[] = [lockTimeout, deadlock, serialization, inUse];
