import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test decides about. */
export interface TcpProxy {
  /** The same database by this way. */
  readonly url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * A TCP proxy on the loopback interface before the server of a URL. It passes nothing on by itself.
 *
 * @param onConnection what becomes of a client that connects; `toServer` opens a connection to the server. Both sockets are
 *   closed with the proxy, and their errors are nobody's.
 * @example await tcpProxy(url, (client, toServer) => passOn(client, toServer()));
 */
export async function tcpProxy(
  serverUrl: string,
  onConnection: (client: Socket, toServer: () => Socket) => void,
): Promise<TcpProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.setNoDelay());
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const listener = createServer((client) => {
    onConnection(keep(client), () => keep(connect(Number(port), hostname)));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const through = new URL(serverUrl);
  through.hostname = '127.0.0.1';
  through.port = String((listener.address() as AddressInfo).port);
  return {
    url: through.href,
    async close() {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Passes everything on, both ways, until one of the two ends. */
export function passOn(client: Socket, server: Socket): void {
  for (const [from, to] of [[client, server] as const, [server, client] as const]) {
    from.on('data', (chunk) => void to.write(chunk));
    from.once('close', () => to.end());
  }
}
