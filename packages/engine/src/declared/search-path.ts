import type { Node, SelectStmt, VariableSetStmt } from 'libpg-query';
import { callsIn } from './mentioned.ts';
import { strings } from './tree-names.ts';

/** The schemas of a search path, that of the session, or one that cannot be told. */
export type SearchPath = readonly string[] | 'session' | 'unknown';

/** The search path that a statement sets; undefined when it sets none. */
export function searchPath(node: Node): SearchPath | undefined {
  if ('VariableSetStmt' in node) return ofSetting(node.VariableSetStmt);
  if ('DiscardStmt' in node) return 'session';
  return 'SelectStmt' in node ? ofSelect(node.SelectStmt) : undefined;
}

function ofSetting({ kind, name, args = [] }: VariableSetStmt): SearchPath | undefined {
  if (kind === 'VAR_RESET_ALL') return 'session';
  if (name !== 'search_path') return undefined;
  if (kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT') return 'session';
  return kind === 'VAR_SET_VALUE' ? known(args.map(textOf)) : 'unknown';
}

/** SELECT set_config('search_path', ...): when it is not alone in its query, it cannot be told whether it is called. */
function ofSelect(select: SelectStmt): SearchPath | undefined {
  if (!callsIn({ SelectStmt: select }).some((parts) => parts.at(-1) === 'set_config')) return undefined;
  const { targetList = [] } = select;
  const target = targetList.length === 1 ? targetList[0] : undefined;
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  const call = value !== undefined && 'FuncCall' in value ? value.FuncCall : undefined;
  if (call === undefined || strings(call.funcname).at(-1) !== 'set_config') return 'unknown';
  const [name, path] = (call.args ?? []).map(textOf);
  if (name !== undefined && name !== null && name.toLowerCase() !== 'search_path') return undefined;
  if (name == null || path == null || path.includes('"')) return 'unknown';
  return known(path.split(',').map((part) => part.trim().toLowerCase()));
}

function known(schemas: readonly (string | null)[]): SearchPath {
  const all = schemas.filter((schema) => schema !== null);
  return all.length < schemas.length || all.includes('$user') ? 'unknown' : all.filter((schema) => schema !== '');
}

function textOf(node: Node): string | null {
  return 'A_Const' in node && node.A_Const.sval !== undefined ? (node.A_Const.sval.sval ?? '') : null;
}
