import { dirname, join } from 'node:path';
import { ensureDevServer, maskUrl, stopDevServer } from '../../packages/testkit/dist/index.js';
import { say } from './say.js';
import { StartRefusal, WRONG_USE } from './start-refusal.js';

/**
 * The database to run on: that of DATABASE_URL, else the project's own PostgreSQL in `directory`, which is started unless it
 * runs already.
 *
 * @returns { url, shown, passwordFile, close }: `shown` has no secret; `close` stops the server if it was started here
 * @throws StartRefusal where the embedded server would hide a missing setting
 */
export async function openDatabase(directory, env) {
  const given = env.DATABASE_URL?.trim();
  if (given) return { url: given, shown: maskUrl(given), passwordFile: null, close: async () => false };
  const remedy = 'set DATABASE_URL=postgres://user:password@host:port/name';
  if (env.NODE_ENV === 'production') {
    throw new StartRefusal(WRONG_USE, `No database is named, and NODE_ENV is production: ${remedy}.`);
  }
  if (env.MIGRATION_DATABASE_URL?.trim()) {
    throw new StartRefusal(WRONG_USE, `MIGRATION_DATABASE_URL is set, and DATABASE_URL is not: ${remedy} as well.`);
  }
  const server = await ensureDevServer({ directory, onEvent: tell });
  if (server.notice !== null && server.started) say(server.notice);
  return {
    url: server.url,
    shown: maskUrl(server.url),
    passwordFile: join(dirname(server.dataDirectory), 'password'),
    close: async () => server.started && stopDevServer({ directory }),
  };
}

function tell(event) {
  if (event.type === 'creating')
    say(`Creating a PostgreSQL 18 for this project in ${event.dataDirectory} (once, some seconds) ...`);
  if (event.type === 'starting') say(`Starting PostgreSQL 18 on port ${event.port} ...`);
  if (event.type === 'recovering') say('The server was not stopped cleanly; waiting for its recovery ...');
}
