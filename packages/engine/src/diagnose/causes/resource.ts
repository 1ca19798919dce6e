import type { Cause } from '../cause.ts';

const diskFull: Cause = {
  code: 'disk-full',
  sqlstates: ['53100'],
  explain: ({ failure }) => ({
    title: "The server's disk is full",
    explanation:
      `The server could not write: ${failure.message}. A migration that rewrites a table or builds an index needs ` +
      'room for a second copy of it, and as much again in the write-ahead log, until it has committed. The transaction was rolled back and its files are freed.',
    remedy: [
      'Free or add space on the volume of the data directory (or of the tablespace named in the message) and run it again.',
      "What is large: select pg_size_pretty(pg_database_size(current_database())); and, for each table, pg_total_relation_size(oid) from pg_class where relkind = 'r'.",
      'A replication slot that nobody reads keeps the log for ever: select slot_name, active, restart_lsn from pg_replication_slots;',
    ],
  }),
};

const memory: Cause = {
  code: 'out-of-memory',
  sqlstates: ['53200'],
  explain: ({ failure }) => {
    const locks = /max_locks_per_transaction/.test(`${failure.hint ?? ''}${failure.message}`);
    return {
      title: locks ? 'The lock table of the server is full' : 'The server is out of memory',
      explanation: locks
        ? 'One transaction locked more objects than the server has room for, typically because it touches hundreds of tables or partitions at once.'
        : `The server could not get the memory that this statement needs: ${failure.message}.`,
      remedy: locks
        ? ['Split the file so that each touches fewer tables.', 'Or raise max_locks_per_transaction (needs a restart).']
        : ['Lower maintenance_work_mem or work_mem for this file (SET LOCAL), or do the work in parts.'],
    };
  },
};

const statementTimeout: Cause = {
  code: 'statement-cancelled',
  sqlstates: ['57014'],
  explain: ({ failure }) => ({
    title: 'The statement was cancelled before it was done',
    explanation:
      'Either it took longer than statement_timeout allows (the setting may come from --statement-timeout, or from the role, the ' +
      `database or the server), or somebody cancelled it (pg_cancel_backend). The server says: ${failure.message}.`,
    remedy: [
      'Allow it more time: --statement-timeout 30m (0 is no limit), or SET LOCAL statement_timeout = 0; at the top of the file.',
      "Where a limit comes from: select setting, source from pg_settings where name = 'statement_timeout';",
      'Find out why it is slow: a waiting lock, a missing index, a table rewrite, a conversion that would be better done in parts.',
    ],
  }),
};

const limit: Cause = {
  code: 'limit-exceeded',
  sqlstates: ['53400', '54000', '54001', '54011', '54023', '53000'],
  explain: ({ failure }) => ({
    title: 'A limit of the server is reached',
    explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}. This is a fixed or a configured limit (columns of a table, size of an index row, depth of the stack, temporary files).`,
    remedy: [
      'An index row that is too large: index a hash or a prefix of the value instead, for example md5(column).',
      'A configured limit can be raised for this file with SET LOCAL, or by an administrator.',
    ],
  }),
};

const readWriteFailed: Cause = {
  code: 'server-storage',
  sqlstates: ['58000', '58030', 'XX001', 'XX002'],
  explain: ({ failure }) => ({
    title: 'The server failed inside',
    explanation: `This is not about the migration: the server met an error of its disk, its files or its own code (${failure.message}). Data may be damaged.`,
    remedy: [
      'Read the server log and check the disks before anything else is written.',
      'Make sure there is a good backup, and keep it.',
    ],
  }),
};

const internal: Cause = {
  code: 'server-internal',
  sqlstates: ['XX000'],
  explain: ({ failure }) => ({
    title: 'The server met something that it did not expect',
    explanation:
      `It says: ${failure.message}. Most often two sessions changed the same object at the same moment ` +
      '("tuple concurrently updated", "cache lookup failed"); sometimes it is a fault of the server or of an extension.',
    remedy: [
      'Run it again, while nobody else changes the schema.',
      'If it comes back: update the server to the newest minor version, and look for the message in its release notes.',
    ],
  }),
};

const wrongState: Cause = {
  code: 'wrong-state',
  sqlstates: ['55000'],
  explain: ({ failure }) => ({
    title: 'The object or the server is not in the state that this needs',
    explanation: `It says: ${failure.message}. Something has to be there or to be switched on first, such as a unique index for REFRESH ... CONCURRENTLY or wal_level for logical replication.`,
    remedy: ['Read the hint and the detail: they name what is missing. Do that in an earlier statement or migration.'],
  }),
};

/** The server's means: disk, memory, time, limits. */
export const resourceCauses: readonly Cause[] = [
  diskFull,
  memory,
  statementTimeout,
  limit,
  readWriteFailed,
  internal,
  wrongState,
];
