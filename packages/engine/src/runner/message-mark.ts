import { createHash } from 'node:crypto';
import { quoteLiteral } from '../db/quote.ts';
import type { ServerFacts } from './session.ts';

/**
 * The comment that a migration's messages begin with, such as `plumbline 1f0c9a44d1b2e37a 002_orders`. pg_stat_activity
 * shows it, so the backend that runs a file can be found where its pid is not known: behind a transaction pooler, or
 * when the client that started it is dead. The code stands for history and file; the name is for people.
 */
export function messageMark(schema: string, migration: string): string {
  const code = createHash('sha256').update(`${schema}\0${migration}`).digest('hex').slice(0, 16);
  return `/* plumbline ${code} ${migration.replace(/[^\w.-]/g, '_')} */ `;
}

/** The part of a mark that tells one file from every other; a server may cut the rest off. */
export function beginning(mark: string): string {
  return mark.split(' ').slice(0, 3).join(' ');
}

/**
 * A condition on pg_stat_activity: a backend that is at work on a message with this mark, in this database. Others of the
 * server can run the same file at the same moment.
 */
export function isMarked(mark: string): string {
  const isOurs = 'datname = pg_catalog.current_database()';
  return `${isOurs} and pg_catalog.starts_with(query, ${quoteLiteral(beginning(mark))}) and state = 'active'`;
}

/** A condition on pg_stat_activity: the backend that runs the message that was sent. */
export function isBackendOf(facts: Pick<ServerFacts, 'isPooled' | 'pid'>, mark: string): string {
  return facts.isPooled ? isMarked(mark) : `pid = ${facts.pid}`;
}
