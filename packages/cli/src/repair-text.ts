import { diffText, type RepairAction } from '@plumbline/engine';
import { missingText } from './missing-text.ts';
import { sizeText } from './size-text.ts';
import type { Terminal } from './terminal.ts';

const VERBS: Readonly<Record<RepairAction['type'], string>> = {
  accept: 'accept',
  'mark-applied': 'mark applied',
  'mark-pending': 'mark pending',
  'drop-index': 'drop index',
};
const WIDTH = 12;

/** One thing that a repair does, for people: what, on what, and what they should know. */
export function repairText(action: RepairAction, { paint }: Terminal): string {
  const left = action.type === 'drop-index' && action.left !== null;
  const verb = (left ? 'leave index' : VERBS[action.type]).padEnd(WIDTH);
  const name = action.type === 'drop-index' ? action.index : action.migration;
  return [
    `${(left ? paint.dim : paint.cyan)(verb)}  ${paint.bold(name)}  ${sentence(action)}`,
    ...details(action, paint),
  ].join('\n');
}

function sentence(action: RepairAction): string {
  switch (action.type) {
    case 'accept':
      return `the history takes ${action.file} as it is now; it does not run`;
    case 'mark-applied':
      return `it is ${action.was}, and counts as applied from now on; it does not run`;
    case 'mark-pending':
      return action.file === null
        ? 'its file is gone, and the history forgets about it'
        : `it is ${action.was}, and is to run again; what it did is not undone`;
    default:
      return action.left ?? `on ${action.table}, ${sizeText(action.bytes)}, invalid`;
  }
}

function details(action: RepairAction, paint: Terminal['paint']): readonly string[] {
  if (action.type === 'accept') {
    if (action.diff === null) return ['  The history did not keep what was applied: the file is too large.'];
    return action.diff === '' ? [] : [diffText(action.diff, paint)];
  }
  if (action.type !== 'mark-applied' || action.missing.length === 0) return [];
  return [paint.yellow('  The database lacks what it declares:'), missingText(action.missing, '    ')];
}
