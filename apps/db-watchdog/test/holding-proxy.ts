import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a database on which connections can be made to hang. */
export interface HoldingProxy {
  readonly url: string;
  /** Connections that were accepted and get no answer. */
  held(): number;
  /** From the next connection on: those after `free` more are accepted and never answered. Infinity holds none. */
  holdAfter(free: number): void;
}

/** Gone when the test ends. */
export async function holdingProxy(url: string): Promise<HoldingProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let free = Number.POSITIVE_INFINITY;
  let held = 0;
  const server = createServer((client) => {
    sockets.add(client.on('error', () => {}));
    if (free-- <= 0) {
      held += 1;
      client.resume().on('close', () => (held -= 1));
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    sockets.add(upstream.on('error', () => client.destroy()));
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    held: () => held,
    holdAfter(count) {
      free = count;
    },
  };
}
