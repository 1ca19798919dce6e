import { tcpProxy } from '@plumbline/testkit';
import { onTestFinished } from 'vitest';

/** The URL of somebody who accepts connections and never says a word. Gone when the test ends. */
export async function silentDatabase(): Promise<string> {
  const { url, close } = await tcpProxy('postgres://ann:pearl@127.0.0.1:1/silent', (client) => client.resume());
  onTestFinished(close);
  return url;
}
