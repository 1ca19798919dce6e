import type { CallStmt, Node, SelectStmt, VariableSetStmt } from 'libpg-query';
import { callsIn } from './mentioned.ts';
import type { Scope } from './scope.ts';

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
export function readSetting({ ledger, conditional, handler }: Scope, setting: VariableSetStmt): void {
  const { kind, name, args = [] } = setting;
  if (name === 'role' || name === 'session_authorization') ledger.pathIsUnsure = true;
  if (kind === 'VAR_RESET_ALL') ledger.lookIn = 'session';
  if (name !== 'search_path') return;
  if (conditional || handler !== null) ledger.lookIn = 'any';
  else if (kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT') ledger.lookIn = 'session';
  else ledger.lookIn = kind === 'VAR_SET_VALUE' ? lookIn(args.map(textOf)) : 'any';
}

/** SELECT and CALL: a function of the application can do anything to what was declared before. */
export function readCalls(scope: Scope, statement: { SelectStmt: SelectStmt } | { CallStmt: CallStmt }): void {
  const calls = callsIn(statement as Node);
  if ('CallStmt' in statement || calls.some((parts) => !isHarmless(parts))) {
    unseen(scope, `line ${scope.source.statement.line} calls a function that may have dropped it`);
    return;
  }
  if (calls.some((parts) => parts.at(-1) === 'set_config')) readSetConfig(scope, statement.SelectStmt);
}

/** Something runs that nobody can read beforehand: it excuses what is missing, and the path is not known any more. */
export function unseen({ ledger }: Pick<Scope, 'ledger'>, reason: string): void {
  ledger.excuse(reason);
  ledger.pathIsUnsure = true;
  ledger.lookIn = 'any';
}

function readSetConfig({ ledger, conditional, handler }: Scope, { targetList = [] }: SelectStmt): void {
  const target = targetList.length === 1 ? targetList[0] : undefined;
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const [name, path] = value !== undefined && 'FuncCall' in value ? (value.FuncCall.args ?? []).map(textOf) : [];
  if (name !== undefined && name !== null && name.toLowerCase() !== 'search_path') return;
  if (name == null || path == null || path.includes('"') || conditional || handler !== null) ledger.lookIn = 'any';
  else ledger.lookIn = lookIn(path.split(',').map((part) => part.trim().toLowerCase()));
}

function lookIn(schemas: readonly (string | null)[]): readonly string[] | 'any' {
  const known = schemas.filter((schema) => schema !== null);
  return known.length < schemas.length || known.includes('$user') ? 'any' : [...known, 'pg_temp'];
}

function textOf(node: Node): string | null {
  return 'A_Const' in node && node.A_Const.sval !== undefined ? (node.A_Const.sval.sval ?? '') : null;
}

function isHarmless(parts: readonly string[]): boolean {
  const name = parts.at(-1) ?? '';
  if (parts.length > 1 && parts[0] !== 'pg_catalog') return false;
  return parts.length > 1 || name.startsWith('pg_') || HARMLESS.has(name);
}
