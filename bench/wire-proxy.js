import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A TCP proxy in front of a PostgreSQL server that reads the client's half of the protocol and counts how often the
 * client waits for the server. The count depends on what is sent alone, never on timing: a turn begins with the first
 * message that is sent while no answer is owed, and ends with ReadyForQuery.
 *
 * Counted are: the start-up, every query turn, every COPY that waits for the server's go-ahead, and the goodbye, which
 * is sent though not waited for. The messages of authentication are counted apart, since the server's configuration
 * decides them (none with trust, two turns with SCRAM), not the client.
 *
 * @param target where the server listens: { host, port }
 * @param roundTripMs a round trip through the proxy takes this much longer; the TCP handshake too
 */
export async function startWireProxy(target, { roundTripMs = 0 } = {}) {
  const totals = newTotals();
  const sockets = new Set();
  const server = createServer({ noDelay: true }, (client) => {
    totals.connections += 1;
    const upstream = connect({ ...target, noDelay: true });
    const counter = frontendCounter(totals);
    for (const [from, to, see] of [
      [client, upstream, counter.fromClient],
      [upstream, client, counter.fromServer],
    ]) {
      sockets.add(from);
      // The handshake of TCP ends at the proxy; its round trip is added to the first bytes of the client.
      const forward = delayed(to, roundTripMs / 2, from === client ? roundTripMs : 0);
      from.on('data', (chunk) => {
        see(chunk);
        forward(() => to.write(chunk));
      });
      from.on('end', () => forward(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        forward(() => to.destroy());
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    /** What was counted since the last call. */
    take() {
      const taken = { ...totals, inAll: totals.startups + totals.queries + totals.copies + totals.goodbyes };
      Object.assign(totals, newTotals());
      return taken;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function newTotals() {
  return { connections: 0, startups: 0, authentication: 0, queries: 0, copies: 0, goodbyes: 0 };
}

/** Runs what it is given, in order, each `ms` later; the first one later still by `firstMs`. */
function delayed(socket, ms, firstMs) {
  if (ms === 0) return (action) => action();
  let earliest = performance.now() + firstMs;
  return (action) => {
    const due = Math.max(performance.now() + ms, earliest);
    earliest = due;
    setTimeout(() => socket.destroyed || action(), due - performance.now());
  };
}

/** Messages after which the server answers with ReadyForQuery: Query, Sync, FunctionCall. */
const ASKS = new Set(['Q', 'S', 'F']);
const COPY_MESSAGES = new Set(['d', 'c', 'f']);
/** Request codes of the untyped messages before the start-up: SSL, GSS encryption, cancel. */
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

function frontendCounter(totals) {
  const client = messageReader();
  const server = messageReader();
  let started = false;
  let owed = 0;
  let inTurn = false;
  let copying = false;
  client.untyped = true;
  const onClient = (type, body) => {
    if (type === null) {
      const request = body.readInt32BE(0);
      totals.startups += 1;
      started = request !== SSL_REQUEST && request !== GSS_REQUEST && request !== CANCEL_REQUEST;
      client.untyped = !started;
      // A refusal of encryption is one byte without a length; it is not read as a message.
      server.skip = started ? 0 : 1;
    } else if (type === 'p') totals.authentication += 1;
    else if (type === 'X') totals.goodbyes += 1;
    else if (COPY_MESSAGES.has(type)) {
      if (copying) totals.copies += 1;
      copying = false;
    } else {
      if (owed === 0 && !inTurn) totals.queries += 1;
      inTurn = true;
      if (ASKS.has(type)) owed += 1;
    }
  };
  const onServer = (type) => {
    if (type === 'G') copying = true;
    if (type !== 'Z') return;
    owed = Math.max(0, owed - 1);
    if (owed === 0) inTurn = false;
  };
  return { fromClient: (chunk) => client.read(chunk, onClient), fromServer: (chunk) => server.read(chunk, onServer) };
}

/** Cuts a stream into protocol messages: a type byte, save for the first ones of a client, and a length. */
function messageReader() {
  let rest = Buffer.alloc(0);
  return {
    untyped: false,
    skip: 0,
    read(chunk, onMessage) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        const skipped = Math.min(this.skip, rest.length);
        this.skip -= skipped;
        rest = rest.subarray(skipped);
        const header = this.untyped ? 4 : 5;
        if (rest.length < header) return;
        const end = rest.readInt32BE(header - 4) + header - 4;
        if (rest.length < end) return;
        const type = this.untyped ? null : String.fromCharCode(rest[0]);
        const body = rest.subarray(header, end);
        rest = rest.subarray(end);
        onMessage(type, body);
      }
    },
  };
}
