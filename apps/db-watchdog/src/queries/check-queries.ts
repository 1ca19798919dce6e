import type { Client } from 'pg';
import type { BrokenQuery, QueryFacts } from '../check/check-result.ts';
import type { WatchFinding } from '../check/watch-finding.ts';
import { watchdogSql } from '../check/watchdog-sql.ts';
import { readQueries } from './app-query.ts';
import { prepareQuery } from './prepare-query.ts';
import { queryFiles } from './query-files.ts';
import { queryIdentity, refusedQuery, unreadableFile } from './query-findings.ts';

export interface QueryCheck {
  readonly facts: QueryFacts;
  readonly findings: readonly WatchFinding[];
  /** What is to be said of what was not looked at; a sentence each. */
  readonly notes: readonly string[];
}

/** So many statements are looked at, and so many findings kept with all that is to be said of them. */
const MOST_QUERIES = 2_000;
const MOST_FINDINGS = 500;
/** Whoever holds a lock on one table is waited for this often; then others are still looked at, and hardly waited for. */
const MOST_LOCK_WAITS = 5;

/**
 * Whether the schema has what the queries of the application ask for.
 *
 * @param paths files, or directories of `*.sql`
 * @returns null when this role may not look
 * @throws Node's error when a path is not there; pg's when the connection failed
 */
export async function checkQueries(client: Client, paths: readonly string[]): Promise<QueryCheck> {
  const { queries, others, unreadable } = readQueries(queryFiles(paths));
  const findings: WatchFinding[] = unreadable.map(unreadableFile);
  const broken: BrokenQuery[] = [];
  const unsure: string[] = [];
  let checked = 0;
  let lockWaits = 0;
  for (const query of queries.slice(0, MOST_QUERIES)) {
    const refused = await prepareQuery(client, query.text);
    if (refused?.refusal === 'unsure') {
      unsure.push(queryIdentity(query));
      if (refused.sqlstate === '55P03' && ++lockWaits === MOST_LOCK_WAITS)
        await client.query("set lock_timeout = '10ms'");
      continue;
    }
    if (refused?.refusal !== 'unclear') checked += 1;
    if (refused === null) continue;
    findings.push(refusedQuery(query, refused));
    if (refused.refusal === 'broken') broken.push({ identity: queryIdentity(query), sqlstate: refused.sqlstate });
  }
  if (lockWaits >= MOST_LOCK_WAITS) await client.query('reset lock_timeout');
  const left = [queries.length - MOST_QUERIES, findings.length - MOST_FINDINGS];
  return {
    facts: { checked, broken, unsure },
    // Those that cannot be checked are the first to be left out.
    findings: findings.sort(brokenFirst).slice(0, MOST_FINDINGS),
    notes: notesOf(unsure.length, others, left),
  };
}

/** Schemas that the role may not use: names in them are not found, and every query that has one would look broken. */
export async function closedSchemas(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(watchdogSql('closed-schemas'));
  return rows.map(({ name }) => name);
}

function brokenFirst(one: WatchFinding, other: WatchFinding): number {
  return Number(one.code !== 'query-broken') - Number(other.code !== 'query-broken');
}

function notesOf(unsure: number, others: number, [queries = 0, findings = 0]: readonly number[]): readonly string[] {
  return [
    ...(unsure > 0 ? [`${queriesWords(unsure)} could not be looked at just now, because of a lock or a change.`] : []),
    ...(others > 0 ? [`${others} statements of other kinds than queries were passed over.`] : []),
    ...(queries > 0 ? [`Only the first ${MOST_QUERIES} queries are looked at; ${queries} are left out.`] : []),
    ...(findings > 0 ? [`${findings} more findings are counted, and not listed.`] : []),
  ];
}

function queriesWords(count: number): string {
  return count === 1 ? '1 query' : `${count} queries`;
}
