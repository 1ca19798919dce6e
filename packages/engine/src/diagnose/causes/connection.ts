import type { Cause } from '../cause.ts';
import { addressOf, databaseOf } from '../names.ts';

const startsOrStops: Cause = {
  code: 'server-not-ready',
  sqlstates: ['57P03'],
  explain: ({ target }) => ({
    title: 'The server is not accepting connections yet',
    explanation:
      `The server at ${addressOf(target)} is there, but it is starting up, shutting down or still recovering. ` +
      'This passes by itself, usually within seconds; after a crash it lasts until the recovery has read the log.',
    remedy: [
      'Wait and run it again; a longer --connect-wait lets Plumbline do the waiting.',
      'If it lasts, read the server log: it says what the server is doing.',
    ],
  }),
};

const refused: Cause = {
  code: 'connection-refused',
  systemCodes: ['ECONNREFUSED', 'ENOENT', 'EACCES'],
  explain: ({ target }) => ({
    title: 'Nothing answers at this address',
    explanation:
      `Nobody listens at ${addressOf(target)}: the server is not running, it listens on another port or address, or ` +
      'the address belongs to another machine or container than you think.',
    remedy: [
      'Check the host and the port in the connection URL.',
      'Check that the server runs, and that listen_addresses and port in its configuration are what you expect.',
      'Inside a container, "localhost" is the container itself: use the name of the database service.',
    ],
  }),
};

const hostUnknown: Cause = {
  code: 'host-not-found',
  systemCodes: ['ENOTFOUND', 'EAI_AGAIN'],
  explain: ({ target }) => ({
    title: 'The host name cannot be resolved',
    explanation:
      `No address is known for the host ${target === undefined ? 'of the connection URL' : `"${target.host}"`}. Either ` +
      'the name is misspelt, or the name server of this machine or container does not know it (yet).',
    remedy: [
      'Check the spelling of the host in the connection URL. A password with the characters @ / : # ? must be percent-encoded there, or the host is read wrongly.',
      'Check that the name resolves from this machine, for example with: getent hosts <name>',
    ],
  }),
};

const timedOut: Cause = {
  code: 'connection-timed-out',
  systemCodes: ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  explain: ({ target }) => ({
    title: 'The server cannot be reached',
    explanation:
      `Packets to ${addressOf(target)} get no answer. A firewall or security group that drops them, a missing route or ` +
      'a VPN that is not up look exactly like this; a stopped server does not (it would refuse at once).',
    remedy: [
      'Check that this machine may reach that port: security group, firewall, VPN, network policy.',
      'Check the host and the port in the connection URL.',
    ],
  }),
};

/** pg gives no code when its own timer ends a connection attempt. */
const noAnswer: Cause = {
  code: timedOut.code,
  explain: timedOut.explain,
  when: ({ failure }) =>
    failure.sqlstate === null &&
    failure.systemCode === null &&
    /\btime(d )?out\b|timeout expired/i.test(failure.message),
};

const shutDown: Cause = {
  code: 'connection-ended-by-server',
  sqlstates: ['57P01', '57P02', '57P05'],
  explain: ({ target }) => ({
    title: 'The server ended the connection',
    explanation:
      `The server at ${addressOf(target)} was stopped or restarted, or an administrator ended this connection ` +
      '(pg_terminate_backend). What was not committed was rolled back by the server.',
    remedy: [
      'Run it again when the server is back: what was committed is in the history and is not repeated.',
      'If nobody did this on purpose, the server log says who or what did.',
    ],
  }),
};

const lost: Cause = {
  code: 'connection-lost',
  sqlstates: ['08000', '08001', '08003', '08004', '08006', '08007'],
  systemCodes: ['ECONNRESET', 'EPIPE', 'ECONNABORTED'],
  explain: ({ target }) => ({
    title: 'The connection broke',
    explanation:
      `The connection to ${addressOf(target)} was cut. The server crashed or was killed (often by the ` +
      'out-of-memory killer), or something between here and there (proxy, load balancer, NAT) closed it.',
    remedy: [
      'Run it again: what was committed is in the history and is not repeated.',
      'If it happens at the same migration again, read the server log at this time: a crash of the server is written there.',
    ],
  }),
};

/** pg's words for a socket that closed without a word from the server. */
const closed: Cause = {
  code: lost.code,
  explain: lost.explain,
  when: ({ failure }) =>
    failure.sqlstate === null &&
    /^Connection terminated|connection is closed|Client has encountered a connection error/i.test(failure.message),
};

const tls: Cause = {
  code: 'tls-failed',
  when: ({ failure }) =>
    failure.sqlstate === null &&
    (/does not support SSL|SSL connections|certificate|self[- ]signed/i.test(failure.message) ||
      /CERT|^ERR_(TLS|SSL)|^EPROTO$|^UNABLE_TO_VERIFY/.test(failure.systemCode ?? '')),
  explain: ({ target }) => ({
    title: 'The encrypted connection could not be made',
    explanation:
      `Plumbline and the server at ${addressOf(target)} did not agree on TLS: the server offers none although the URL ` +
      'demands it, or its certificate is not signed by anybody this machine trusts.',
    remedy: [
      'A server without TLS on a trusted network: add sslmode=disable to the URL.',
      'A certificate of your own authority: add sslrootcert=/path/to/ca.pem to the URL, or set NODE_EXTRA_CA_CERTS.',
    ],
  }),
};

const full: Cause = {
  code: 'too-many-connections',
  sqlstates: ['53300'],
  explain: ({ target, facts }) => ({
    title: 'The server has no free connection slot',
    explanation:
      `Every slot that ${target === undefined ? 'this role' : `role "${target.user}"`} may use on ${addressOf(target)} is taken` +
      (facts?.maxConnections === undefined ? '' : ` (max_connections is ${facts.maxConnections})`) +
      '. The limit may also be that of the role or of the database (CONNECTION LIMIT). A migration needs two connections while it works, one when there is nothing to do.',
    remedy: [
      'See who holds them: select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc;',
      'Make the pools of the applications smaller, or put a pooler in front of the server; raising max_connections needs a restart.',
      `Run it again when ${databaseOf(target)} is less busy; a longer --connect-wait lets Plumbline wait for a slot.`,
    ],
  }),
};

/** No connection, or no longer one. */
export const connectionCauses: readonly Cause[] = [
  startsOrStops,
  tls,
  refused,
  hostUnknown,
  timedOut,
  noAnswer,
  shutDown,
  lost,
  closed,
  full,
];
