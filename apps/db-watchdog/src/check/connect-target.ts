import pg from 'pg';

/** What a watchdog's session may take. Milliseconds. */
export interface SessionLimits {
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** Never waits long behind a lock of the application: what cannot be read now is read at the next check. */
const LOCK_TIMEOUT_MS = 300;
const IDLE_IN_TRANSACTION_MS = 10_000;

/**
 * Opens the watchdog's one connection to a database: read-only, with the server's limits set. They are start-up
 * parameters, so a transaction pooler refuses the connection rather than giving them to somebody else. A network that
 * gives no answer at all knows no server's limits: there the signal counts.
 *
 * @param signal when it is aborted the connection is torn down, even while it is being opened
 * @throws pg's or Node's error
 */
export async function connectTarget(url: string, limits: SessionLimits, signal: AbortSignal): Promise<pg.Client> {
  const client = new pg.Client({
    ...configOf(url),
    application_name: 'db-watchdog',
    connectionTimeoutMillis: limits.connectTimeoutMs,
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // Without a listener a connection that breaks while idle would end the process; the next query reports it.
  client.on('error', () => {});
  try {
    signal.throwIfAborted();
    await undoneBy(signal, client, client.connect());
    return client;
  } catch (error) {
    destroy(client);
    throw error;
  }
}

/** Waits for work on a client; when the signal is aborted first, the client's socket is destroyed. */
export async function undoneBy<Value>(signal: AbortSignal, client: pg.Client, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = deferred();
  const onAbort = (): void => {
    destroy(client);
    reject(signal.reason);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {}); // After an abort its own error is no news.
  }
}

/** Ends a connection without waiting for the server. */
export function destroy(client: pg.Client): void {
  const { connection } = client as pg.Client & { readonly connection: { readonly stream: { destroy(): void } } };
  connection.stream.destroy();
}

function deferred(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  promise.catch(() => {});
  return { promise, reject };
}

const OURS = [
  'options',
  'application_name',
  'statement_timeout',
  'query_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
];

/** pg lets what a URL says win, so what we insist on is written into the URL's own options. */
function configOf(url: string): pg.ClientConfig {
  const parsed = new URL(url);
  const options = [parsed.searchParams.get('options'), '-c default_transaction_read_only=on'].filter(Boolean).join(' ');
  for (const name of OURS) parsed.searchParams.delete(name);
  return { connectionString: parsed.href, options };
}
