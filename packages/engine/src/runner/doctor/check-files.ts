import { counted } from '../../report/plural.ts';
import { refuseConflicts } from '../judge-plan.ts';
import { prepareFiles } from '../prepare-files.ts';
import { asPlumblineError } from '../run-error.ts';
import { type Check, type Examined, failing, fine, warning } from './check.ts';

/** Files against the history, and whether what is pending is fit to run. */
export function checkFiles(seen: NonNullable<Examined['seen']>): readonly Check[] {
  const { plan, settings, look } = seen;
  try {
    refuseConflicts(plan, settings);
    prepareFiles(plan.pending, look.facts, settings.placeholders);
  } catch (cause) {
    const error = asPlumblineError(cause);
    return [failing('files', error.message, ...(error.details.remedy ?? []))];
  }
  const applied = plan.entries.filter(({ record }) => record?.state === 'applied').length;
  const what = `${applied} applied, ${plan.pending.length} pending.`;
  const stopped = plan.entries.filter(({ state }) => state === 'failed' || state === 'interrupted');
  if (stopped.length > 0) {
    const notes = stopped.map(({ name, note }) => `${name}: ${note}`).join('; ');
    return [warning('files', `${what} ${notes}.`, 'plumbline migrate goes on with it.')];
  }
  const missing = plan.entries.filter(({ state }) => state === 'missing');
  if (missing.length > 0 && !settings.allowMissing) {
    const names = missing.map(({ name }) => name).join(', ');
    return [
      warning(
        'files',
        `${what} ${counted(missing.length, 'applied file')} not here: ${names}.`,
        'An older build than the one that migrated? Else put the files back, or: plumbline repair --mark-pending.',
      ),
    ];
  }
  return [fine('files', what)];
}
