import { dirname, join } from 'node:path';
import { loadTestkit } from './load-testkit.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The project's own PostgreSQL, running in the background. */
export interface DevelopmentServer {
  /** Holds the password. */
  readonly url: string;
  readonly major: number;
  readonly port: number;
  readonly dataDirectory: string;
  /** The file that holds the password alone. */
  readonly passwordFile: string;
  readonly started: boolean;
}

const MAJOR = 18;

/** Starts the server in `<root>/.plumbline`, or finds it running. */
export async function startDevelopmentServer(root: string, terminal: Terminal): Promise<DevelopmentServer> {
  const { ensureDevServer } = await testkit();
  const server = await ensureDevServer({
    directory: join(root, '.plumbline'),
    major: MAJOR,
    onEvent: (event) => {
      if (event.type === 'creating')
        terminal.line(
          `Creating a PostgreSQL ${MAJOR} for this project in ${event.dataDirectory} (once, some seconds) ...`,
        );
      if (event.type === 'starting') terminal.line(`Starting PostgreSQL ${MAJOR} on port ${event.port} ...`);
      if (event.type === 'recovering')
        terminal.line('The server was not stopped cleanly; waiting for its recovery ...');
    },
  });
  // Where the data are is news once, not with every command.
  if (server.notice !== null && server.started) terminal.line(server.notice);
  return { ...server, passwordFile: join(dirname(server.dataDirectory), 'password') };
}

/** Stops it; false when it was not running. */
export async function stopDevelopmentServer(root: string): Promise<boolean> {
  const { stopDevServer } = await testkit();
  return stopDevServer({ directory: join(root, '.plumbline'), major: MAJOR });
}

async function testkit(): Promise<typeof import('@plumbline/testkit')> {
  const loaded = await loadTestkit();
  if (loaded !== null) return loaded;
  throw new UsageError('No database is named, and there is no development server in this installation.', [
    'Set DATABASE_URL=postgres://user:password@host:port/name, or give --url.',
  ]);
}
