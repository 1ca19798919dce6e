import { PlumblineError } from '../errors.ts';
import type { Plan, PlanEntry } from '../plan/plan.ts';
import type { Settings } from './options.ts';

/**
 * What is to be said about a plan without stopping: two files of one number, a file that is gone, a cosmetic edit, a
 * new name.
 */
export function planWarnings(
  plan: Plan,
  settings: Settings,
): readonly { code: string; migration: string | null; message: string }[] {
  const about = plan.entries.flatMap((entry) => {
    const mild =
      entry.state === 'cosmetic' || entry.state === 'renamed' || (entry.state === 'missing' && !settings.allowMissing);
    return mild
      ? [{ code: entry.state, migration: entry.name, message: `${entry.name}: ${entry.note ?? entry.state}` }]
      : [];
  });
  return [...plan.warnings.map((message) => ({ code: 'duplicate-number', migration: null, message })), ...about];
}

/**
 * Stops before anything runs when the files contradict the history.
 *
 * @throws PlumblineError `history-conflict`, listing every file concerned
 */
export function refuseConflicts(plan: Plan, settings: Settings): void {
  const edited = plan.entries.filter(({ state }) => state === 'edited');
  const late = settings.outOfOrder ? [] : plan.entries.filter(({ state }) => state === 'out-of-order');
  if (edited.length === 0 && late.length === 0) return;
  const lines = [...edited, ...late].map((entry) => `${entry.migration?.file ?? entry.name}: ${entry.note}`);
  throw new PlumblineError('history-conflict', `The files and the history disagree. ${lines.join('; ')}.`, {
    edited: names(edited),
    outOfOrder: names(late),
    remedy: [
      ...(edited.length === 0
        ? []
        : [
            'Put the edited file back as it was applied (the history keeps its text), and make the change in a new migration.',
            'If the change is right as it is and needs not run: plumbline repair --accept <file>.',
          ]),
      ...(late.length === 0
        ? []
        : ['Give the late file a number after the last applied one, or run it where it is with --out-of-order.']),
    ],
  });
}

/**
 * The pending migrations up to and including `to`.
 *
 * @param to a name, a file name or a number; undefined takes all
 * @throws PlumblineError `invalid-options` when no migration is called so
 */
export function pendingUpTo(plan: Plan, to: string | undefined): readonly PlanEntry[] {
  if (to === undefined) return plan.pending;
  const wanted = to.endsWith('.sql') ? to.slice(0, -4) : to;
  const isWanted = ({ name, number }: PlanEntry): boolean =>
    name === wanted || (/^\d+$/.test(wanted) && number === Number(wanted));
  const last = plan.entries.findLastIndex(isWanted);
  if (last === -1) {
    throw new PlumblineError('invalid-options', `There is no migration "${to}" to stop at.`, {
      remedy: ['Give the name of a file, such as 008_performance_monitoring, or its number.'],
    });
  }
  const upTo = new Set(plan.entries.slice(0, last + 1));
  return plan.pending.filter((entry) => upTo.has(entry));
}

function names(entries: readonly PlanEntry[]): readonly string[] {
  return entries.map(({ name }) => name);
}
