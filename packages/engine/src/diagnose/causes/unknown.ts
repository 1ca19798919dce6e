import type { Cause } from '../cause.ts';
import { sqlstateName } from '../sqlstate-name.ts';

/** SQLSTATE classes: PostgreSQL documentation, Appendix A. */
const classes: Readonly<Record<string, string>> = {
  '08': 'the connection',
  '0A': 'something the server does not support',
  '21': 'a subquery that gave more rows than one value has room for',
  '22': 'a value',
  '23': 'a constraint',
  '25': 'the state of the transaction',
  '28': 'who is allowed to log in',
  '2B': 'objects that depend on each other',
  '34': 'a cursor',
  '38': 'a function written in another language',
  '40': 'a transaction that was rolled back',
  '42': 'the SQL, or the rights to run it',
  '53': "the server's resources",
  '54': 'a limit of the server',
  '55': 'the state of an object',
  '57': 'an intervention of an operator',
  '58': 'the system below the server',
  F0: "the server's configuration file",
  HV: 'a foreign table or its server',
  P0: 'a PL/pgSQL function or block',
  XX: 'the inside of the server',
};

/** Speaks when nobody else has anything to say. */
export const unknownCause: Cause = {
  code: 'unknown',
  explain: ({ failure }) => {
    const { sqlstate, systemCode } = failure;
    if (sqlstate === null) {
      return {
        title: systemCode === null ? 'It failed without a code' : `It failed with ${systemCode}`,
        explanation: `No server answered with an error; the failure comes from this machine or from the network between: ${failure.message}`,
        remedy: ['Check the connection settings and run it again.'],
      };
    }
    const name = sqlstateName(sqlstate);
    const about = classes[sqlstate.slice(0, 2)];
    return {
      title: `The server refused it with ${sqlstate}${name === null ? '' : ` (${name})`}`,
      explanation:
        `The server says: ${failure.message}` +
        (about === undefined ? '' : `\nErrors that begin with ${sqlstate.slice(0, 2)} are about ${about}.`),
      remedy: [
        'Read the detail and the hint of the server, where there are any.',
        `The documentation of PostgreSQL, appendix "Error Codes", has ${sqlstate}; the server log may say more than the client is told.`,
      ],
    };
  },
};
