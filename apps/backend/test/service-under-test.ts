import { Writable } from 'node:stream';
import pg from 'pg';
import { start } from '../src/startup/start.ts';
import { migratedDatabase } from './migrated-database.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what a test is about.
  readonly body: any;
}

/** A service in this process that serves on a port of its own, with a database of its own. */
export interface ServiceUnderTest {
  readonly url: string;
  readonly databaseUrl: string;
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Registers somebody new and returns the header that they send. */
  signUp(email?: string): Promise<{ readonly authorization: string; readonly id: string; readonly email: string }>;
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The value of a line of /metrics, such as `backend_info{version="0.1.0"}`. */
  metric(series: string): Promise<number | null>;
  /** Everything it has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

export const password = 'pearl-oyster-1';
export const testSecrets = {
  JWT_SECRET: 'jwt-secret-of-the-tests-0123456789abcdef',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

let people = 0;

/** Stop it when the tests are over: its database goes with it, unless one was given. */
export async function startService(environment: NodeJS.ProcessEnv = {}): Promise<ServiceUnderTest> {
  const database = environment.DATABASE_URL === undefined ? await migratedDatabase() : null;
  const databaseUrl = environment.DATABASE_URL ?? database?.url ?? '';
  const lines: string[] = [];
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const defaults = {
    NODE_ENV: 'test',
    PORT: '0',
    LOGIN_RATE_LIMIT_PER_MINUTE: '10000',
    RATE_LIMIT_PER_MINUTE: '100000',
  };
  const service = await start({
    environment: { ...testSecrets, ...defaults, DATABASE_URL: databaseUrl, ...environment },
    signal: new AbortController().signal,
    logTo,
  });
  const pool = new pg.Pool({ connectionString: database?.url ?? databaseUrl, max: 2 });
  pool.on('error', () => {});
  const self: ServiceUnderTest = {
    url: service.url,
    databaseUrl,
    request: (method, path, body, headers = {}) => ask(`${service.url}${path}`, method, body, headers),
    async signUp(email = `person${++people}@example.com`) {
      const { body } = await self.request('POST', '/v1/auth/register', { email, password });
      return { authorization: `Bearer ${body.token}`, id: body.user.id, email };
    },
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    async metric(series) {
      const text = String((await self.request('GET', '/metrics')).body);
      const line = text.split('\n').find((one) => one.startsWith(`${series} `));
      return line === undefined ? null : Number(line.slice(series.length + 1));
    },
    log: () => lines.join(''),
    async stop() {
      await service.stop();
      await pool.end();
      await database?.drop();
    },
  };
  return self;
}

async function ask(
  url: string,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
