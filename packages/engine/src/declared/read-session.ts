import type { CallStmt, Node, SelectStmt, VariableSetStmt } from 'libpg-query';
import { callsIn } from './mentioned.ts';
import type { Scope } from './scope.ts';
import { searchPath } from './search-path.ts';

/** Functions of the server that change no object; those that begin with `pg_` are taken as such too. */
const HARMLESS: ReadonlySet<string> = new Set(
  (
    'set_config current_setting setval nextval currval lastval format now clock_timestamp count sum min max avg ' +
    'array_agg string_agg json_agg jsonb_agg bool_and bool_or coalesce concat concat_ws lower upper btrim length replace ' +
    'to_regclass to_regtype to_regproc to_regnamespace generate_series unnest row_number rank dense_rank date_trunc ' +
    'gen_random_uuid random md5 quote_ident quote_literal quote_nullable has_table_privilege version current_schema ' +
    'current_schemas current_database txid_current array_to_string array_length cardinality jsonb_build_object json_build_object'
  ).split(' '),
);

/** SET and RESET of what decides where a name without a schema is found. */
export function readSetting(scope: Scope, setting: VariableSetStmt): void {
  const { name } = setting;
  if (name === 'role' || name === 'session_authorization') scope.ledger.pathIsUnsure = true;
  readPath(scope, { VariableSetStmt: setting });
}

function readPath({ ledger, conditional, handler }: Scope, node: Node): void {
  const path = searchPath(node);
  if (path === undefined) return;
  if (conditional || handler !== null) ledger.lookIn = 'any';
  else ledger.lookIn = path === 'session' ? path : path === 'unknown' ? 'any' : [...path, 'pg_temp'];
}

/** SELECT and CALL: a function of the application can do anything to what was declared before. */
export function readCalls(scope: Scope, statement: { SelectStmt: SelectStmt } | { CallStmt: CallStmt }): void {
  const calls = callsIn(statement as Node);
  if ('CallStmt' in statement || calls.some((parts) => !isHarmless(parts))) {
    unseen(scope, `line ${scope.source.statement.line} calls a function that may have dropped it`);
    return;
  }
  readPath(scope, statement);
}

/** Something runs that nobody can read beforehand: it excuses what is missing, and the path is not known any more. */
export function unseen({ ledger }: Pick<Scope, 'ledger'>, reason: string): void {
  ledger.excuse(reason);
  ledger.pathIsUnsure = true;
  ledger.lookIn = 'any';
}

/** Whether a function, by the parts of its name, is one of the server's that changes no object. */
export function isHarmless(parts: readonly string[]): boolean {
  const name = parts.at(-1) ?? '';
  if (parts.length > 1 && parts[0] !== 'pg_catalog') return false;
  return parts.length > 1 || name.startsWith('pg_') || HARMLESS.has(name);
}
