import type { Client, QueryConfig } from 'pg';
import { judgeRefusal, type Refusal } from './judge-refusal.ts';

/** What the server says of a statement that it will not prepare. */
export interface Refused {
  readonly refusal: Refusal;
  readonly sqlstate: string;
  /** The server's words. */
  readonly message: string;
  /** 0-based, in code points of the statement; null when the server names no place. */
  readonly offset: number | null;
}

const NAME = 'plumbline_query';
const PREFIX = `prepare ${NAME} as `;
/** What ON CONFLICT asks for is looked for when the statement is planned, not when it is prepared. */
const NEEDS_PLAN = /\bon\s+conflict\b/i;

/**
 * Asks the server to prepare a statement, which runs nothing: names, types and operators are looked up, and that is all.
 * Needs USAGE on the schemas, no right to a table. For a moment it takes the weak lock that every such statement takes.
 *
 * @returns null when it fits the schema
 * @throws pg's error when the connection is what failed
 */
export async function prepareQuery(client: Client, statement: string): Promise<Refused | null> {
  try {
    // By the extended protocol, which knows one statement a message: nothing that follows it could ever run.
    await client.query({ text: PREFIX + statement, ...{ queryMode: 'extended' } } as QueryConfig);
  } catch (error) {
    const known = refused(error);
    return isOfPlaceholder(statement, known) ? { ...known, refusal: 'unclear' } : known;
  }
  const refusal = NEEDS_PLAN.test(statement) ? await planRefusal(client) : null;
  await client.query(`deallocate ${NAME}`);
  return refusal;
}

async function planRefusal(client: Client): Promise<Refused | null> {
  const { rows } = await client.query<{ count: number }>(
    'select pg_catalog.cardinality(parameter_types) as count from pg_catalog.pg_prepared_statements where name = $1',
    [NAME],
  );
  const nulls = Array.from({ length: rows[0]?.count ?? 0 }, () => 'null').join(', ');
  try {
    await client.query(`explain execute ${NAME}${nulls === '' ? '' : `(${nulls})`}`);
    return null;
  } catch (error) {
    const known = refused(error);
    // Rights are asked for when the plan is made already, and this role needs none.
    return known.refusal === 'unclear' ? null : { ...known, offset: null };
  }
}

function refused(error: unknown): Refused {
  const { code, message, position } = facts(error);
  const refusal = judgeRefusal(code);
  if (refusal === null || code === null) throw error;
  const offset = position === null ? null : position - 1 - PREFIX.length;
  return { refusal, sqlstate: code, message, offset: offset === null || offset < 0 ? null : offset };
}

/** `= @name` and `=@name`, but not the server's own operators, such as `@@` and `<@`. */
const PLACEHOLDER_SIGN = '(?:[<>!]?=|<>)?@';
const AT_SIGN = new RegExp(`^${PLACEHOLDER_SIGN}\\p{L}`, 'u');
const BEHIND_SIGN = new RegExp(`(?:^|[\\s(,\\w])${PLACEHOLDER_SIGN}$`);

/** A library's `@name` is an operator and a column to the server, and neither is there. */
function isOfPlaceholder(statement: string, { refusal, offset }: Refused): boolean {
  if (refusal !== 'broken' || offset === null) return false;
  const codePoints = Array.from(statement);
  const [before, from] = [codePoints.slice(0, offset).join(''), codePoints.slice(offset).join('')];
  return AT_SIGN.test(from) || BEHIND_SIGN.test(before);
}

function facts(error: unknown): {
  readonly code: string | null;
  readonly message: string;
  readonly position: number | null;
} {
  if (!(error instanceof Error)) return { code: null, message: String(error), position: null };
  // What Node says has codes too, of letters only.
  const isSqlstate = 'code' in error && typeof error.code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code);
  const code = isSqlstate ? String(error.code) : null;
  const position = 'position' in error && typeof error.position === 'string' ? Number(error.position) : null;
  return { code, message: error.message, position };
}
