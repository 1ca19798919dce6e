import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const uniqueWithoutUsingIndex: Rule = {
  id: 'unique-without-using-index',
  severity: 'warning',
  summary:
    'A primary key, a unique or an exclusion constraint is added to a table that is in use, and its index built at once.',
  why: 'Nobody can use the table until the index is built.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'key-added' && change.is !== 'exclusion-added') continue;
        if (change.where === 'create' || !isReleased(step, change.table) || change.table.isPartitioned) continue;
        if (change.is === 'key-added' && change.usesIndex) continue;
        const name = relationText(change.table);
        yield draftAt(step, change.origin, {
          message: `The index of the new constraint is built while ${name} is locked.`,
          remedy:
            change.is === 'exclusion-added'
              ? [
                  'There is no gentle way to add one: choose a quiet hour, or put a limit on the time with lock-timeout and statement-timeout.',
                ]
              : [
                  `First CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ALTER TABLE ${name} ADD CONSTRAINT ... USING INDEX ...`,
                ],
        });
      }
    }
  },
};
