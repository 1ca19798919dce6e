import type pg from 'pg';
import { migrationNames, migrationText } from '../migrations/migration-files.ts';

/**
 * How the application ran its files at first: cut at every `;`, pieces that begin with a `--` comment left out, errors
 * ignored.
 */
export async function cutAtSemicolons(client: pg.Client): Promise<void> {
  for (const name of migrationNames) {
    const pieces = migrationText(name)
      .split(';')
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '' && !piece.startsWith('--'));
    for (const piece of pieces) await client.query(piece).catch(() => {});
  }
  await client.query('rollback').catch(() => {});
}

/**
 * And later: each file whole, as one query. "already exists" counted as skipped, although the server had rolled back all
 * of the file; every other error was logged and passed over.
 */
export async function wholeFiles(client: pg.Client): Promise<readonly string[]> {
  const log: string[] = [];
  for (const name of migrationNames) {
    await client.query(migrationText(name)).then(
      () => log.push(`${name} done`),
      (error: Error) => log.push(`${name} ${error.message.includes('already exists') ? 'skipped' : error.message}`),
    );
  }
  return log;
}
