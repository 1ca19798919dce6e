import { draftAt } from '../draft-at.ts';
import { originText } from '../origin-text.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const dropOfEarlierTable: Rule = {
  id: 'drop-of-earlier-table',
  severity: 'error',
  summary: 'A table that an earlier file created is dropped.',
  why: 'Its rows are gone, and no later file brings them back. That may well be meant, so it is to be said.',
  *check({ steps, schema }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'dropped') continue;
        const { relation } = change;
        if (relation.isTemporary || (relation.kind !== 'table' && relation.kind !== 'foreign table')) continue;
        // A file that sets a table aside under another name and drops it at its end has carried the rows over.
        const named = schema.everCreated.get(relation.name);
        if (named === undefined || named.file === step.command.file) continue;
        yield draftAt(step, change.origin, {
          message: `This drops ${relationText(relation)}, which ${originText(named)} created.`,
          remedy: [
            'When nobody needs the rows any more, say so above the statement: -- plumbline: lint-ignore drop-of-earlier-table: <why>',
            'Else rename the table first, and drop it when nothing has missed it for a while.',
          ],
        });
      }
    }
  },
};
