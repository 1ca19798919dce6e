import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { WatchedProject } from './watched-project.ts';

const page = readFileSync(new URL('../../../docs/watchdog.md', import.meta.url), 'utf8');

/** The statements by which docs/watchdog.md makes the role, in order. */
export function documentedRole(): readonly string[] {
  const [, block = ''] = /## A role for it\n\n((?: {4}.*\n)+)/.exec(page) ?? [];
  return block.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().replace(/ *--.*$/, '')]));
}

/**
 * Makes the role as the page says, under a name that no other test has. Before that the owner takes away what PUBLIC has,
 * as owners do who take care.
 *
 * @param statements of `documentedRole`
 * @returns the URL that the role connects by
 */
export async function watchdogRole(project: WatchedProject, statements: readonly string[]): Promise<string> {
  const role = `watchdog_${randomUUID().slice(0, 8)}`;
  const url = new URL(project.url);
  const database = url.pathname.slice(1);
  await project.query(`
    revoke all on database ${database} from public;
    revoke all on schema public from public;
    revoke all on all tables in schema public from public;
    revoke all on all functions in schema public from public;
    alter default privileges revoke execute on functions from public;
  `);
  onTestFinished(async () => void (await project.query(`drop owned by ${role}; drop role ${role}`)));
  for (const statement of statements) {
    await project.query(statement.replaceAll('watchdog', role).replace('DATABASE shop', `DATABASE ${database}`));
  }
  url.username = role;
  url.password = 'secret';
  return url.href;
}
