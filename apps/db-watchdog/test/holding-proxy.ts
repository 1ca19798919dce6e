import { passOn, tcpProxy } from '@plumbline/testkit';
import { onTestFinished } from 'vitest';

/** A way to a database on which connections can be made to hang. */
export interface HoldingProxy {
  readonly url: string;
  /** Connections that were accepted and get no answer. */
  held(): number;
  /** Connections that were closed. */
  closed(): number;
  /** From the next connection on: those after `free` more are accepted and never answered. Infinity holds none. */
  holdAfter(free: number): void;
}

/** Gone when the test ends. */
export async function holdingProxy(serverUrl: string): Promise<HoldingProxy> {
  let free = Number.POSITIVE_INFINITY;
  let held = 0;
  let closed = 0;
  const { url, close } = await tcpProxy(serverUrl, (client, toServer) => {
    client.on('close', () => (closed += 1));
    if (free-- > 0) return passOn(client, toServer());
    held += 1;
    client.resume().on('close', () => (held -= 1));
  });
  onTestFinished(close);
  return {
    url,
    held: () => held,
    closed: () => closed,
    holdAfter(count) {
      free = count;
    },
  };
}
