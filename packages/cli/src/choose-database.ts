import { environmentUrl } from './environment-url.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which database a command works on. */
export interface ChosenDatabase {
  readonly url: string;
  /** Where the choice comes from: `--url`, `DATABASE_URL`, ... or `development server`. */
  readonly origin: string;
}

/**
 * The database that a person or a deployment has named: `--url`, PLUMBLINE_URL, MIGRATION_DATABASE_URL, DATABASE_URL,
 * then PGHOST and its like; null when none of them is there.
 *
 * @param url of `--url` or PLUMBLINE_URL
 */
export function namedDatabase(url: string | undefined, env: Environment): ChosenDatabase | null {
  if (url !== undefined) return { url, origin: '--url' };
  for (const origin of ['MIGRATION_DATABASE_URL', 'DATABASE_URL'] as const) {
    const value = env[origin]?.trim();
    if (value !== undefined && value !== '') return { url: value, origin };
  }
  const fromParts = environmentUrl(env);
  return fromParts === null ? null : { url: fromParts, origin: 'PGHOST and its like' };
}

/**
 * The database to work on. When none is named, the project's own development server is started and said so, except where
 * this would hide a missing setting: under NODE_ENV=production, or when PLUMBLINE_NO_DEV is set.
 *
 * @param root the project's directory
 * @throws UsageError that says what to set
 */
export async function chooseDatabase(
  url: string | undefined,
  env: Environment,
  root: string,
  terminal: Terminal,
): Promise<ChosenDatabase> {
  const named = namedDatabase(url, env);
  if (named !== null) return named;
  refuseWithoutName(env);
  terminal.line("No database is named: using this project's own development server.");
  const { startDevelopmentServer } = await import('./development-server.ts');
  const server = await startDevelopmentServer(root, terminal);
  return { url: server.url, origin: 'development server' };
}

function refuseWithoutName(env: Environment): void {
  const remedy = [
    'Set DATABASE_URL=postgres://user:password@host:port/name (MIGRATION_DATABASE_URL wins), or give --url.',
  ];
  if (env.NODE_ENV === 'production') throw new UsageError('No database is named, and NODE_ENV is production.', remedy);
  if ((env.PLUMBLINE_NO_DEV ?? '') !== '') {
    throw new UsageError('No database is named, and PLUMBLINE_NO_DEV forbids the development server.', remedy);
  }
}
