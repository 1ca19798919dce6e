import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const setNotNullWithoutCheck: Rule = {
  id: 'set-not-null-without-check',
  severity: 'warning',
  summary: 'SET NOT NULL on a table that is in use, with no check that proves it.',
  why: 'All rows are read while nobody can use the table.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'set-not-null' || change.isProven || !isReleased(step, change.table)) continue;
        const { table, column } = change;
        const name = relationText(table);
        yield draftAt(step, change.origin, {
          message: `SET NOT NULL of ${name}.${column} reads all rows while the table is locked.`,
          remedy: [
            `First ALTER TABLE ${name} ADD CONSTRAINT ${column}_present CHECK (${column} IS NOT NULL) NOT VALID; in a later file VALIDATE CONSTRAINT; then SET NOT NULL believes it and reads nothing.`,
          ],
        });
      }
    }
  },
};
