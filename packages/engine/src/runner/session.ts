import type { Client } from 'pg';
import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';
import { type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import { isAbsent } from '../db/sqlstates.ts';
import { PlumblineError } from '../errors.ts';
import type { HistoryRecord } from '../plan/history-record.ts';
import { historySql } from './history-sql.ts';

/** What the server said of itself, once a run. */
export interface ServerFacts {
  readonly serverVersion: string;
  readonly serverMajor: number;
  readonly standardConformingStrings: boolean;
  readonly isStandby: boolean;
  readonly isLinux: boolean;
  /** The backend that answered. Behind a transaction pooler it is not the one the client was told of. */
  readonly pid: number;
  /** Whether a transaction pooler is in between: the next transaction may meet another backend, and other settings. */
  readonly isPooled: boolean;
  readonly database: string;
  readonly role: string;
  /** Statements that give a client of the caller's back its role and search path after a reset. */
  readonly restore: readonly string[];
  /** The role that the session had, as SET ROLE takes it: quoted, or `none`. */
  readonly ownRole: string;
}

/** One look at the database: its facts and its history. A single round trip, reading only. */
export interface Look {
  readonly facts: ServerFacts;
  readonly records: readonly HistoryRecord[];
  readonly hasHistory: boolean;
}

/** The layout that this version reads and writes, as the comment of the history table has it. */
const LAYOUT = 1;

/**
 * Reads facts and history in one simple query: no lock, no write, so it works on a standby and for a role that may
 * only SELECT.
 *
 * @throws PlumblineError `server-error`, `history-too-new`; pg's own error when the connection breaks
 */
export async function look(client: Client, schema: string): Promise<Look> {
  const { rows, ...seen } = await askHistory(client, schema, 'read');
  return { ...seen, records: rows.map(historyRecord) };
}

/** Facts, and the history in one value. Reads as much as {@link look}, and sends almost nothing. */
export interface Glance {
  readonly facts: ServerFacts;
  readonly hasHistory: boolean;
  /** Of all names and checksums, when every row says applied; else null. */
  readonly digest: string | null;
}

/** Enough to see that there is nothing to do. Throws as {@link look} does. */
export async function glance(client: Client, schema: string): Promise<Glance> {
  const { rows, ...seen } = await askHistory(client, schema, 'digest');
  return { ...seen, digest: rows[0]?.digest ?? null };
}

async function askHistory(
  client: Client,
  schema: string,
  query: 'read' | 'digest',
): Promise<{ facts: ServerFacts; hasHistory: boolean; rows: readonly Record<string, string | null>[] }> {
  const result = await simpleQuery(client, `${historySql('server-facts', schema)};\n${historySql(query, schema)}`);
  const row = result.rowSets[0]?.[0];
  if (row === undefined) throw serverError('read the server settings', result);
  const absent = result.failure !== null && isAbsent(result.failure.sqlstate);
  if (result.failure !== null && !absent) throw serverError(`read the history "${schema}"."history"`, result);
  const layout = /layout (\d+)/.exec(row.layout ?? '')?.[1];
  if (layout !== undefined && Number(layout) > LAYOUT) throw tooNew(Number(layout));
  return { facts: serverFacts(row, client), hasHistory: !absent, rows: result.rowSets[1] ?? [] };
}

function serverFacts(row: Record<string, string | null>, client: Client): ServerFacts {
  const { processID: told } = client as Client & { readonly processID?: number | null };
  const role = row.role_setting ?? 'none';
  const ownRole = role === 'none' ? 'none' : quoteIdentifier(role);
  return {
    serverVersion: (row.server_version ?? '').split(' ')[0] ?? '',
    serverMajor: Number(row.server_major),
    standardConformingStrings: row.standard_conforming_strings === 't',
    isStandby: row.is_standby === 't',
    isLinux: row.is_linux === 't',
    pid: Number(row.pid),
    isPooled: told !== undefined && told !== null && told !== Number(row.pid),
    database: row.database ?? '',
    role: row.role ?? '',
    ownRole,
    restore: [
      ...(role === 'none' ? [] : [`set role ${ownRole}`]),
      `select pg_catalog.set_config('search_path', ${quoteLiteral(row.search_path ?? '')}, false)`,
    ],
  };
}

function historyRecord(row: Record<string, string | null>): HistoryRecord {
  return {
    name: row.name ?? '',
    number: row.number == null ? null : Number(row.number),
    checksum: row.checksum ?? '',
    codeChecksum: row.code_checksum ?? null,
    state: row.state === 'applied' || row.state === 'failed' || row.state === 'reverted' ? row.state : 'running',
    appliedAt: row.applied_at ?? null,
    appliedBy: row.role ?? null,
    durationMs: row.duration_ms == null ? null : Number(row.duration_ms),
    error: row.error ?? null,
    kind: row.kind === 'repeatable' || row.kind === 'baseline' ? row.kind : 'migration',
    mode: row.mode === 'stepwise' ? 'stepwise' : 'transactional',
    statementsDone: Number(row.statements_done ?? 0),
    doneChecksum: row.done_checksum ?? null,
    inFlight: row.in_flight ?? null,
    backendPid: row.backend_pid == null ? null : Number(row.backend_pid),
    statements: row.statements_total == null ? null : Number(row.statements_total),
  };
}

/** A refusal of one of Plumbline's own statements, with what the server said. */
export function serverError(purpose: string, { failure }: SimpleResult): PlumblineError {
  const said = failure === null ? 'the answer had no row' : failure.message;
  return new PlumblineError('server-error', `The server refused to ${purpose}: ${said}.`, { failure });
}

function tooNew(layout: number): PlumblineError {
  return new PlumblineError(
    'history-too-new',
    `The history has layout ${layout}; this version of Plumbline knows layout ${LAYOUT} and older.`,
    { remedy: ['Use the version of Plumbline that migrated this database last, or a newer one.'] },
  );
}
