/** One request and what became of it. */
export interface Asked {
  readonly path: string;
  /** When it was sent, on the clock of `performance`. */
  readonly at: number;
  readonly ms: number;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what a test is about.
  readonly body: any;
}

export interface SteadyRequests {
  /** Every request that has been answered so far, in the order of their sending. */
  readonly asked: readonly Asked[];
  /** The most that were waiting for an answer at the same time. */
  mostUnderWay(): number;
  /** Sends no more, and waits for those under way. */
  stop(): Promise<void>;
}

/** Sends a request of each kind every so often, whether the ones before were answered or not. */
export function askSteadily(
  url: string,
  kinds: readonly { readonly path: string; readonly everyMs: number; readonly headers?: Record<string, string> }[],
): SteadyRequests {
  const asked: Asked[] = [];
  const underWay = new Set<Promise<void>>();
  let most = 0;
  const timers = kinds.map(({ path, everyMs, headers = {} }) =>
    setInterval(() => {
      const one = ask(url, path, headers).then((answer) => {
        asked.push(answer);
        underWay.delete(one);
      });
      underWay.add(one);
      most = Math.max(most, underWay.size);
    }, everyMs),
  );
  return {
    asked,
    mostUnderWay: () => most,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay);
      asked.sort((one, other) => one.at - other.at);
    },
  };
}

async function ask(url: string, path: string, headers: Record<string, string>): Promise<Asked> {
  const at = performance.now();
  try {
    const response = await fetch(`${url}${path}`, { headers });
    const text = await response.text();
    const ms = performance.now() - at;
    const type = response.headers.get('content-type');
    return { path, at, ms, status: response.status, type, body: type?.includes('json') ? JSON.parse(text) : text };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return { path, at, ms: performance.now() - at, status: null, type: null, body: `${error}: ${cause}` };
  }
}
