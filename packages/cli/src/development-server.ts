import { dirname, join } from 'node:path';
import { loadTestkit } from './load-testkit.ts';
import type { Terminal } from './terminal.ts';

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

const withoutServer: readonly string[] = [
  'No database is named: set DATABASE_URL=postgres://user:password@host:port/name, or give --url.',
];

/** Starts the server in `<root>/.plumbline`, or finds it running. */
export async function startDevelopmentServer(root: string, terminal: Terminal): Promise<DevelopmentServer> {
  const { ensureDevServer } = await loadTestkit(withoutServer);
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
  const { stopDevServer } = await loadTestkit(withoutServer);
  return stopDevServer({ directory: join(root, '.plumbline'), major: MAJOR });
}
