import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Where a connection is cut. */
export interface Cut {
  /** Text of the client's message after which the cut is armed. */
  readonly message: string;
  /**
   * `answer`: the server's answer with this text is kept back, so the server has done it and the client does not know.
   * Null: right after the message was passed on, so that nobody knows.
   */
  readonly answer: string | null;
  /** How long after the message, in milliseconds, when there is no answer to wait for. */
  readonly delayMs?: number;
}

export interface CuttingProxy {
  /** The same database through the proxy. */
  readonly url: string;
  /** Arms one cut. */
  cutOnce(cut: Cut): void;
  /** How often it has cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** A TCP proxy on the loopback interface that cuts one connection at a chosen place of the conversation. */
export async function cuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let armed: Cut | null = null;
  let cuts = 0;
  const proxy = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    let cut: Cut | null = null;
    const sever = (): void => {
      cut = null;
      cuts += 1;
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      const seen = armed !== null && chunk.includes(armed.message);
      if (seen) [cut, armed] = [armed, null];
      upstream.write(chunk);
      if (seen && cut?.answer === null) setTimeout(sever, cut.delayMs ?? 0);
    });
    upstream.on('data', (chunk) => {
      if (cut !== null && cut.answer !== null && chunk.includes(cut.answer)) sever();
      else client.write(chunk);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const through = new URL(serverUrl);
  through.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: through.href,
    cutOnce: (cut) => {
      armed = cut;
    },
    cuts: () => cuts,
    async close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, 'close');
    },
  };
}
