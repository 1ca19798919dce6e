import { tcpProxy } from '@plumbline/testkit';

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

/** A proxy that cuts one connection at a chosen place of the conversation. */
export async function cuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  let armed: Cut | null = null;
  let cuts = 0;
  const { url, close } = await tcpProxy(serverUrl, (client, toServer) => {
    const server = toServer();
    let cut: Cut | null = null;
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    const sever = (): void => {
      cut = null;
      cuts += 1;
      end();
    };
    for (const socket of [client, server]) socket.once('close', end);
    client.on('data', (chunk) => {
      const seen = armed !== null && chunk.includes(armed.message);
      if (seen) [cut, armed] = [armed, null];
      server.write(chunk);
      if (seen && cut?.answer === null) setTimeout(sever, cut.delayMs ?? 0);
    });
    server.on('data', (chunk) => {
      if (cut !== null && cut.answer !== null && chunk.includes(cut.answer)) sever();
      else client.write(chunk);
    });
  });
  return {
    url,
    cutOnce: (cut) => {
      armed = cut;
    },
    cuts: () => cuts,
    close,
  };
}
