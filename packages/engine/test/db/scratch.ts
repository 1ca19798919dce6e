import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { MigrateEvent, MigrateResult } from '../../src/index.ts';
import { migrate } from '../../src/index.ts';
import type { MigrateOptions } from '../../src/runner/options.ts';

/** A database and a migrations directory of a test's own, both gone when it ends. */
export interface Scratch {
  readonly url: string;
  readonly directory: string;
  /** Writes migration files; the content of one that exists is replaced. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  remove(name: string): void;
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection that is closed when the test ends. */
  connect(url?: string): Promise<pg.Client>;
  migrate(options?: MigrateOptions): Promise<MigrateResult & { readonly events: readonly MigrateEvent[] }>;
}

/** @param serverUrl a database of a server of the test's own, which the test stops; default: a new one on the run's server */
export async function scratch(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  serverUrl?: string,
): Promise<Scratch> {
  const database = serverUrl === undefined ? await createTestDatabase() : { url: serverUrl, drop: async () => {} };
  const directory = join(mkdtempSync(join(tmpdir(), 'plumbline-test-')), 'migrations');
  mkdirSync(directory);
  const clients: pg.Client[] = [];
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
    rmSync(join(directory, '..'), { recursive: true, force: true });
    await database.drop();
  });
  const connect = async (url = database.url): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    clients.push(client);
    return client;
  };
  const own = await connect();
  const self: Scratch = {
    url: database.url,
    directory,
    write: (more) => {
      for (const [name, content] of Object.entries(more)) writeFileSync(join(directory, name), content);
    },
    remove: (name) => rmSync(join(directory, name)),
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await own.query<Row>(text, [...values])).rows,
    connect,
    migrate: async (options = {}) => {
      const events: MigrateEvent[] = [];
      const own = options.client ?? options.connection ?? options.pool;
      const where = own === undefined ? { url: database.url } : {};
      const onEvent = (event: MigrateEvent): void => {
        events.push(event);
        options.onEvent?.(event);
      };
      return { ...(await migrate({ ...where, directory, ...options, onEvent })), events };
    },
  };
  self.write(files);
  return self;
}
