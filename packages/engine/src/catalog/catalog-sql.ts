import { readFileSync } from 'node:fs';
import { quoteLiteral } from '../db/quote.ts';

/** Whose objects are read. */
export interface Scope {
  /** The schemas to read; null for all but the system's and the history's. */
  readonly schemas: readonly string[] | null;
  readonly historySchema: string;
  readonly serverMajor: number;
}

const texts = new Map<string, string>();

/** As it stands in the files, so that each can be pasted into psql as it is. */
const USER_SCHEMAS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')";

/** `expression, -- 15+, else false`: what an older server does not know is said as a constant. */
const SINCE = /^(\s*)\S.*?(,?) -- (\d+)\+, else (.+)$/gm;

/** One of the named queries in sql/catalog. */
export function catalogSql(name: string, scope: Scope): string {
  return read(name)
    .replace(SINCE, (line, indent: string, comma: string, since: string, otherwise: string) =>
      scope.serverMajor >= Number(since) ? line : `${indent}${otherwise}${comma}`,
    )
    .replaceAll(USER_SCHEMAS, () => schemaCondition(scope));
}

/** One of the queries in sql/catalog that read all schemas and are the same for every version. */
export function changeSql(name: 'change-counters' | 'change-rows'): string {
  return read(name);
}

/** The relations that somebody has locked, and what mentions them. */
export function lockedSql(): string {
  return read('locked');
}

/** One of the queries in sql/catalog that ask for some objects by their OIDs. */
export function textSql(name: string, oids: readonly string[]): string {
  return read(name).replaceAll(':oids', () => `${quoteLiteral(`{${oids.join(',')}}`)}::oid[]`);
}

function schemaCondition({ schemas, historySchema }: Scope): string {
  if (schemas !== null) return `n.nspname = any (array[${schemas.map(quoteLiteral).join(', ')}]::text[])`;
  return USER_SCHEMAS.replace("'plumbline'", () => quoteLiteral(historySchema));
}

function read(name: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`../../sql/catalog/${name}.sql`, import.meta.url), 'utf8');
    texts.set(name, text);
  }
  return text;
}
