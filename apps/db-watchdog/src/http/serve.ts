import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpConfig } from '../config/watchdog-config.ts';
import { isAllowed } from './allowed.ts';
import { cannotListenAt, cannotUseTls } from './cannot-listen.ts';

/** What a route answers with. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Route = (request: IncomingMessage, query: URLSearchParams) => Answer | Promise<Answer>;

/** `GET /metrics` to what answers it. */
export type Routes = Readonly<Record<string, Route>>;

export interface HttpServer {
  /** `http://127.0.0.1:9847` */
  readonly address: string;
  close(): Promise<void>;
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
} as const;
/** Says nothing but that the process is there, so a load balancer needs no secret. */
const OPEN = 'GET /healthz';

/**
 * The watchdog's own small server: exact paths, no bodies, no keep-alive beyond seconds.
 *
 * @throws CannotListen when the port is taken or the certificate cannot be used
 */
export async function serve(
  config: HttpConfig,
  routes: Routes,
  onError: (error: unknown) => void,
): Promise<HttpServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, config, routes, onError).then((result) => send(request, response, result));
  };
  const server = newServer(config, listener);
  await listening(server, config);
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    address: `${config.tls === null ? 'http' : 'https'}://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const LIMITS = { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000 } as const;

function newServer({ tls }: HttpConfig, listener: RequestListener): Server {
  if (tls === null) return createServer(LIMITS, listener);
  try {
    const [cert, key] = [readFileSync(tls.cert), readFileSync(tls.key)];
    return createTlsServer({ ...LIMITS, cert, key, minVersion: 'TLSv1.2' }, listener);
  } catch (error) {
    throw cannotUseTls(tls, error);
  }
}

function listening(server: Server, config: HttpConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: unknown): void => reject(cannotListenAt(config, error));
    server.once('error', onError);
    server.listen(config.port, config.host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

async function answer(
  request: IncomingMessage,
  config: HttpConfig,
  routes: Routes,
  onError: (error: unknown) => void,
): Promise<Answer> {
  if (!URL.canParse(request.url ?? '/', 'http://watchdog')) return text(400, 'That is no address.');
  const url = new URL(request.url ?? '/', 'http://watchdog');
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const key = `${method} ${url.pathname}`;
  if (key !== OPEN && !isAllowed(request.headers.authorization, config)) {
    const schemes = [
      config.basic === null ? '' : 'Basic realm="db-watchdog", charset="UTF-8"',
      config.token === null ? '' : 'Bearer',
    ];
    return {
      ...text(401, 'This needs a token or a password.'),
      headers: { 'www-authenticate': schemes.filter(Boolean).join(', ') },
    };
  }
  const route = routes[key];
  if (route === undefined) {
    const methods = Object.keys(routes).filter((known) => known.endsWith(` ${url.pathname}`));
    if (methods.length === 0) return text(404, 'There is nothing here. Try /, /metrics or /api/status.');
    return {
      ...text(405, 'Not by this method.'),
      headers: { allow: methods.map((known) => known.split(' ')[0]).join(', ') },
    };
  }
  try {
    return await route(request, url.searchParams);
  } catch (error) {
    onError(error);
    return text(500, 'The watchdog failed to answer; its log says why.');
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, {
    ...HEADERS,
    ...headers,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** A plain sentence. */
export function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}

/** A JSON document. */
export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(value, null, 2)}\n` };
}
