import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can go dark: connections are accepted, and nothing ever comes through. */
export interface DarkNetwork {
  /** The same database by this way. */
  readonly url: string;
  goDark(): void;
  /** New connections come through again. Those of before stay dead, as behind a firewall that has forgotten them. */
  comeBack(): void;
  close(): Promise<void>;
}

/** A TCP proxy on the loopback interface. */
export async function darkNetwork(serverUrl: string): Promise<DarkNetwork> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isDark = false;
  let forgotten = { isForgotten: false };
  const keep = (socket: Socket): void => {
    sockets.add(socket.setNoDelay());
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const proxy = createServer((client) => {
    keep(client);
    // What arrives is read and lost, as a network loses it.
    if (isDark) {
      client.resume();
      return;
    }
    const upstream = connect(Number(server.port), server.hostname);
    keep(upstream);
    const way = forgotten;
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      from.on('data', (chunk) => {
        if (!way.isForgotten) to.write(chunk);
      });
      from.once('close', () => {
        if (!way.isForgotten) to.destroy();
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const through = new URL(serverUrl);
  through.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: through.href,
    goDark() {
      isDark = true;
      forgotten.isForgotten = true;
      forgotten = { isForgotten: false };
    },
    comeBack() {
      isDark = false;
    },
    async close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, 'close');
    },
  };
}
