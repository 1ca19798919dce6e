import { PlumblineError } from '../../errors.ts';
import type { Plan, PlanEntry } from '../../plan/plan.ts';
import { findEntry } from '../find-entry.ts';

/**
 * The migrations to revert, the last first: the last applied one, or with `to` all that are applied and stand after
 * it. The order is that of `status`. Repeatable files have nothing to be reverted to and are passed over.
 *
 * @param to a name or number; `0` reverts everything
 * @throws PlumblineError `invalid-options`, `cannot-revert`, `history-conflict`: nothing is reverted then
 */
export function chooseReverted(plan: Plan, to: string | undefined): readonly PlanEntry[] {
  const { entries } = plan;
  const isAll = to === '0' && !entries.some(({ number }) => number === 0);
  const keep = to === undefined || isAll ? -1 : entries.indexOf(findEntry(plan, to, 'to go back to'));
  const after = entries.slice(keep + 1).filter(({ record }) => record !== null && record.kind !== 'repeatable');
  const chosen = to === undefined ? after.filter(isThere).slice(-1) : after.filter(isThere);
  for (const entry of chosen) refuseUnlessWhole(entry);
  return chosen.toReversed();
}

/** Applied, or half of it is. */
function isThere({ record }: PlanEntry): boolean {
  return record?.state === 'applied' || isHalfApplied(record);
}

function isHalfApplied(record: PlanEntry['record']): boolean {
  const stopped = record?.state === 'failed' || record?.state === 'running';
  return stopped && record.mode === 'stepwise' && record.statementsDone > 0;
}

function refuseUnlessWhole({ name, state, migration, record, note }: PlanEntry): void {
  if (isHalfApplied(record)) {
    throw new PlumblineError('cannot-revert', `${name} is half applied: ${note}. Nothing was reverted.`, {
      migration: name,
      remedy: ['Bring it to its end with plumbline migrate; then it can be reverted.'],
    });
  }
  if (migration === null) {
    throw new PlumblineError('cannot-revert', `${name} was applied, and its file is gone. Nothing was reverted.`, {
      migration: name,
      remedy: ['Put the file and its down file back: the build that has them can revert it.'],
    });
  }
  if (state !== 'edited') return;
  const message = `${migration.file} was edited after it was applied: its down file may revert something else. Nothing was reverted.`;
  throw new PlumblineError('history-conflict', message, {
    edited: [name],
    remedy: ['Put the file back as it was applied, or take it as it is now: plumbline repair --accept.'],
  });
}
