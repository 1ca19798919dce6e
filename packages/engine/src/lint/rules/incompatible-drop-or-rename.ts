import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { relationText } from '../schema/relation.ts';

export const incompatibleDropOrRename: Rule = {
  id: 'incompatible-drop-or-rename',
  severity: 'warning',
  summary: 'A table or a column that is in use gets another name, or a column is dropped.',
  why: 'The application that runs now still asks for it: between this file and its next start every such query fails.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        const what = whatGoes(step, change);
        if (what === null) continue;
        yield draftAt(step, change.origin, {
          message: what,
          remedy: [
            'Release an application that does without it first, then this.',
            'For a new name: add the new one beside the old, write both, move the readers, and drop the old one last. A view of the old name does for a table.',
          ],
        });
      }
    }
  },
};

function whatGoes(step: Step, change: PlacedChange): string | null {
  if (change.is === 'column-dropped' && isReleased(step, change.table)) {
    return `${relationText(change.table)}.${change.column} is dropped.`;
  }
  if (change.is === 'column-renamed' && isReleased(step, change.table)) {
    return `${relationText(change.table)}.${change.from} is called ${change.to} from here on.`;
  }
  if (change.is === 'renamed' && isReleased(step, change.relation) && change.relation.kind !== 'sequence') {
    return `${change.from} is called ${change.to} from here on.`;
  }
  return null;
}
