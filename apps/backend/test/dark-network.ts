import { tcpProxy } from '@plumbline/testkit';

/** A way to a server that can go dark: connections are accepted, and nothing ever comes through. */
export interface DarkNetwork {
  /** The same database by this way. */
  readonly url: string;
  goDark(): void;
  /** New connections come through again. Those of before stay dead, as behind a firewall that has forgotten them. */
  comeBack(): void;
  close(): Promise<void>;
}

export async function darkNetwork(serverUrl: string): Promise<DarkNetwork> {
  let isDark = false;
  let forgotten = { isForgotten: false };
  const { url, close } = await tcpProxy(serverUrl, (client, toServer) => {
    // What arrives is read and lost, as a network loses it.
    if (isDark) {
      client.resume();
      return;
    }
    const server = toServer();
    const way = forgotten;
    for (const [from, to] of [[client, server] as const, [server, client] as const]) {
      from.on('data', (chunk) => {
        if (!way.isForgotten) to.write(chunk);
      });
      from.once('close', () => {
        if (!way.isForgotten) to.destroy();
      });
    }
  });
  return {
    url,
    goDark() {
      isDark = true;
      forgotten.isForgotten = true;
      forgotten = { isForgotten: false };
    },
    comeBack() {
      isDark = false;
    },
    close,
  };
}
