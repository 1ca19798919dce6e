import type { QueryResultRow } from 'pg';
import { plainDuration } from '../../diagnose/plain-duration.ts';
import { counted } from '../../report/plural.ts';
import { catalogReader } from '../failure-facts-catalog.ts';
import { lockHolder } from '../lock.ts';
import { type Check, type Examined, failing, fine, warning } from './check.ts';
import { doctorSql } from './doctor-sql.ts';

const MOST_SHOWN = 3;
/** A run needs one connection for the work and one for the lock. */
const NEEDED = 2;

/** From what age on a transaction is told of, as PostgreSQL writes intervals. */
interface Patience {
  readonly idle: string;
  readonly busy: string;
}

/** Transactions that a migration could have to wait for. */
export async function checkBlockers(
  { client }: Pick<Examined, 'client'>,
  { idle, busy }: Patience = { idle: '1 minute', busy: '5 minutes' },
): Promise<Check> {
  const rows = await catalogReader(client, (read) => read(doctorSql('transactions', { idle, busy })));
  if (rows.length === 0) return fine('blockers', 'No long transaction is open.');
  const list = rows.slice(0, MOST_SHOWN).map(transactionWords);
  const more = rows.length > MOST_SHOWN ? `, and ${rows.length - MOST_SHOWN} more` : '';
  return warning(
    'blockers',
    `${counted(rows.length, 'long transaction')}: ${list.join('; ')}${more}. A migration waits for the tables that they touched.`,
    ...rows.slice(0, MOST_SHOWN).map(endWords),
  );
}

function transactionWords({ pid, name, user, state, age }: QueryResultRow): string {
  const since = age === null ? '' : ` for ${plainDuration(age * 1000)}`;
  if (pid === null) return `prepared transaction "${name}" of ${user}${since}`;
  return `process ${pid}${name === '' ? '' : ` (${name})`} of ${user}, ${state ?? 'at work'}${since}`;
}

function endWords({ pid, name }: QueryResultRow): string {
  if (pid !== null) return `If nobody needs it any more: SELECT pg_terminate_backend(${pid});`;
  return `If nobody will finish it: ROLLBACK PREPARED '${String(name).replaceAll("'", "''")}';`;
}

/** Who migrates right now. */
export async function checkLock({ client, settings }: Examined): Promise<Check> {
  const holder = await lockHolder(client, settings.schema);
  if (holder === null) return fine('lock', 'Nobody holds the migration lock.');
  const age = holder.age === null ? '' : ` for ${plainDuration(holder.age * 1000)}`;
  const name = holder.application === '' ? '' : ` (${holder.application})`;
  return warning(
    'lock',
    `Process ${holder.pid}${name} holds the migration lock${age}: a migration would wait for it.`,
    'Wait until it is done.',
    `If it is stuck: SELECT pg_terminate_backend(${holder.pid});`,
  );
}

/** Whether there is room for the connections of a run. */
export async function checkConnections({ client }: Examined): Promise<Check> {
  const [row = {}] = await catalogReader(client, (read) => read(doctorSql('connections')));
  const limits = [
    { whose: 'the server', used: row.used, allowed: row.allowed },
    { whose: 'the role', used: row.role_used, allowed: row.role_limit },
    { whose: 'the database', used: row.database_used, allowed: row.database_limit },
  ].filter(({ allowed }) => allowed >= 0);
  const tight = limits.toSorted((a, b) => a.allowed - a.used - (b.allowed - b.used))[0];
  if (tight === undefined) return fine('connections', 'There is no limit on connections.');
  const what = `${tight.used} of ${tight.allowed} connections of ${tight.whose} are taken.`;
  // This one is among those that are taken.
  const free = tight.allowed - tight.used + 1;
  const remedy = ['Close connections that are not used, or make the pools of the applications smaller.'];
  if (free < NEEDED) return failing('connections', `${what} A migration needs ${NEEDED}.`, ...remedy);
  if (free < NEEDED + 3 || free < tight.allowed * 0.05) return warning('connections', what, ...remedy);
  return fine('connections', what);
}

/** Timeouts that come with the role or the server. */
export async function checkTimeouts({ client }: Examined): Promise<Check> {
  const rows = await catalogReader(client, (read) => read(doctorSql('timeouts')));
  const words = rows.map(({ name, value }) => `${name} = ${value}`).join(', ');
  if (rows.some(({ name }) => name === 'transaction_timeout')) {
    return warning(
      'timeouts',
      `Set outside: ${words}. transaction_timeout ends a migration that takes longer.`,
      'Set it to 0 for the role that migrates: ALTER ROLE ... SET transaction_timeout = 0;',
    );
  }
  if (words === '') return fine('timeouts', 'No timeouts are set for the role or the server.');
  return fine('timeouts', `Set outside: ${words}. While a migration runs, those of Plumbline hold instead.`);
}
