import type { Cause } from '../cause.ts';
import { addressOf, databaseOf, roleOf } from '../names.ts';

const encoding =
  'Characters such as @ / : # ? % in a password must be percent-encoded in a URL (@ is %40); PGPASSWORD takes the password as it is.';

const wrongPassword: Cause = {
  code: 'wrong-password',
  sqlstates: ['28P01'],
  explain: (input) => ({
    title: 'The server did not accept the password',
    explanation:
      `The password for ${roleOf(input)} was refused by ${addressOf(input.target)}. Servers give the same answer ` +
      'for a role that does not exist, so that nobody can find out which roles there are.',
    remedy: [
      'Check the user and the password in the connection URL.',
      encoding,
      `As an administrator: \\du lists the roles, and ALTER ROLE ... PASSWORD sets a new password.`,
    ],
  }),
};

/** pg notices this by itself, before it answers the server. */
const noPassword: Cause = {
  code: 'password-missing',
  when: ({ failure }) =>
    failure.sqlstate === null && /password must be a (non-empty )?string|no password supplied/i.test(failure.message),
  explain: (input) => ({
    title: 'The server asks for a password and none was given',
    explanation: `${addressOf(input.target)} wants a password for ${roleOf(input)}, and the connection settings have none.`,
    remedy: ['Put the password in the connection URL, in PGPASSWORD, or in ~/.pgpass (mode 0600).', encoding],
  }),
};

const loginRefused: Cause = {
  code: 'login-refused',
  sqlstates: ['28000'],
  explain: (input) => ({
    title: 'The server does not let this role in',
    explanation:
      `${addressOf(input.target)} refused ${roleOf(input)} before any password was looked at: the role does not ` +
      'exist, it may not log in (NOLOGIN), or pg_hba.conf has no line that lets it connect to this database from this address.',
    remedy: [
      'Check the user in the connection URL. Without one, the name of the operating system user is taken.',
      'As an administrator: CREATE ROLE ... LOGIN makes the role, ALTER ROLE ... LOGIN lets it log in.',
      'When the message mentions pg_hba.conf: add a line for this role, database and address there and reload. "no encryption" in it means that only TLS is let in: add sslmode=require to the URL.',
    ],
  }),
};

const databaseMissing: Cause = {
  code: 'database-missing',
  sqlstates: ['3D000'],
  explain: (input) => {
    const name = input.target?.database;
    return {
      title: name === undefined ? 'The database does not exist' : `The database "${name}" does not exist`,
      explanation:
        `The server at ${addressOf(input.target)} answers, and it has no such database. Plumbline does not create ` +
        'databases by itself: a misspelt name would give you an empty one instead of an error. Names are case-sensitive here.',
      remedy: [
        'Check the last part of the connection URL. Without one, the name of the user is taken.',
        `If it is to be new: connect to the database "postgres" and run: CREATE DATABASE "${(name ?? '...').replaceAll('"', '""')}";`,
      ],
    };
  },
};

const databaseClosed: Cause = {
  code: 'database-closed',
  sqlstates: ['55000', '57P04'],
  // 55000 has many meanings; while connecting it has this one.
  when: ({ failure }) => failure.severity === 'FATAL' || failure.sqlstate === '57P04',
  explain: ({ target }) => ({
    title: 'The database does not take connections',
    explanation: `${databaseOf(target)} was dropped a moment ago, or it is marked as not accepting connections (datallowconn is false, as in template0).`,
    remedy: [
      'Check the last part of the connection URL.',
      'As an administrator: ALTER DATABASE ... WITH ALLOW_CONNECTIONS true;',
    ],
  }),
};

/** The server answered and does not let us in. */
export const authenticationCauses: readonly Cause[] = [
  wrongPassword,
  noPassword,
  loginRefused,
  databaseMissing,
  databaseClosed,
];
