import type { Node, VariableSetStmt } from 'libpg-query';
import { strings } from '../../declared/tree-names.ts';
import { isSure } from '../chain/command.ts';
import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import type { Rule } from '../rule.ts';

export const settingsLeftBehind: Rule = {
  id: 'settings-left-behind',
  severity: 'warning',
  summary: 'A file changes a setting or the role for more than its own transaction.',
  why: 'Plumbline puts them back after each file. Run by anything else, psql or another tool, the next file finds them changed; behind a transaction pooler the next client does.',
  *check({ files, stepsOf }) {
    for (const file of files) {
      // Outside of a transaction SET LOCAL does nothing.
      if (file.mode === 'stepwise') continue;
      const left = leftBehind(stepsOf(file));
      const [first] = left.values();
      if (first === undefined) continue;
      const names = [...left.keys()];
      yield draftAt(first, first.command.at(), {
        message: `${names.join(', ')} ${names.length === 1 ? 'stays' : 'stay'} changed when the file is done.`,
        remedy: ['Write SET LOCAL, or set_config(..., true): then it ends with the transaction of the file.'],
      });
    }
  },
};

type Setting = { readonly name: string; readonly isReset: boolean };

/** The settings that are not put back in the file itself, and where each was changed first. */
function leftBehind(steps: readonly Step[]): ReadonlyMap<string, Step> {
  const left = new Map<string, Step>();
  for (const step of steps) {
    for (const { name, isReset } of settingsOf(step.command.node)) {
      if (isReset && name === '*') left.clear();
      else if (isReset) left.delete(name);
      else if (isSure(step.command) && !left.has(name)) left.set(name, step);
    }
  }
  return left;
}

function settingsOf(node: Node): readonly Setting[] {
  if ('VariableSetStmt' in node) return ofSet(node.VariableSetStmt);
  if ('DiscardStmt' in node) return node.DiscardStmt.target === 'DISCARD_ALL' ? [{ name: '*', isReset: true }] : [];
  if (!('SelectStmt' in node)) return [];
  return (node.SelectStmt.targetList ?? []).flatMap((target) =>
    'ResTarget' in target && target.ResTarget.val !== undefined ? ofCall(target.ResTarget.val) : [],
  );
}

function ofSet({ kind, name = '', is_local: isLocal, args = [] }: VariableSetStmt): readonly Setting[] {
  if (isLocal === true || kind === 'VAR_SET_MULTI') return [];
  if (kind === 'VAR_RESET_ALL') return [{ name: '*', isReset: true }];
  const isNone = name === 'role' && args.some((arg) => textOf(arg) === 'none');
  return [{ name, isReset: isNone || kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT' }];
}

/** set_config('name', 'value', false) */
function ofCall(value: Node): readonly Setting[] {
  if (!('FuncCall' in value) || strings(value.FuncCall.funcname).at(-1) !== 'set_config') return [];
  const [name, , local] = value.FuncCall.args ?? [];
  const text = name === undefined ? null : textOf(name);
  const isLocal = local === undefined || !('A_Const' in local) || local.A_Const.boolval?.boolval === true;
  return text === null || isLocal ? [] : [{ name: text, isReset: false }];
}

function textOf(node: Node): string | null {
  return 'A_Const' in node && node.A_Const.sval !== undefined ? (node.A_Const.sval.sval ?? '') : null;
}
