import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseDatabase, namedDatabase } from '../choose-database.ts';
import type { DevelopmentServer } from '../development-server.ts';
import { findMigrations } from '../migrations-directory.ts';
import { listenToSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';
import { migrateAndShow, migrateOptions } from './migrate.ts';

/**
 * `plumbline dev`: a migrated database to develop on. With DATABASE_URL that one, else the project's own server, which
 * keeps running when the command has ended. @returns the exit code
 */
export async function devCommand(context: CommandContext, stop: boolean): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { directory, root } = findMigrations(flags.dir, cwd);
  if (stop) {
    const { stopDevelopmentServer } = await import('../development-server.ts');
    const wasRunning = await stopDevelopmentServer(root);
    terminal.line(
      wasRunning ? 'The development server is stopped; its data are kept.' : 'The development server was not running.',
    );
    return 0;
  }
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping; what is running is rolled back ...`));
  try {
    const named = namedDatabase(flags.url, env);
    if (named !== null || env.NODE_ENV === 'production') {
      const { url } = named ?? (await chooseDatabase(flags.url, env, root, terminal));
      return await migrateAndShow({ ...migrateOptions(flags), url, directory }, flags, terminal, signals);
    }
    const { startDevelopmentServer } = await import('../development-server.ts');
    const server = await startDevelopmentServer(root, terminal);
    const exitCode = await migrateAndShow(
      { ...migrateOptions(flags), url: server.url, directory },
      flags,
      terminal,
      signals,
    );
    terminal.line(addressText(server, stopCommand(root), terminal));
    return exitCode;
  } finally {
    signals.stop();
  }
}

/** How to connect, without the password: it is in a file that only its owner can read. */
function addressText(server: DevelopmentServer, stop: string, { paint }: Terminal): string {
  const { hostname, port, username, pathname } = new URL(server.url);
  const password = `$(cat ${quoted(server.passwordFile)})`;
  return [
    '',
    `PostgreSQL ${server.major} ${server.started ? 'is running' : 'was running already'} on ${paint.bold(`${hostname}:${port}`)}, database ${paint.bold(pathname.slice(1))}, user ${username}`,
    `  connect   PGPASSWORD="${password}" psql -h ${hostname} -p ${port} -U ${username} ${pathname.slice(1)}`,
    `  from code export DATABASE_URL="postgres://${username}:${password}@${hostname}:${port}${pathname}"`,
    `  stop      ${stop}      ${paint.dim('(it keeps running until then; the data stay)')}`,
  ].join('\n');
}

/** Plumbline's own repository has the command as a script of its workspace, and not by its name. */
function stopCommand(root: string): string {
  const manifest = join(root, 'package.json');
  const isOwn = existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "plumbline-workspace"');
  return isOwn ? 'npx --yes pnpm@12 stop' : 'plumbline dev --stop';
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
