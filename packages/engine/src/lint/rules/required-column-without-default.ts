import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const requiredColumnWithoutDefault: Rule = {
  id: 'required-column-without-default',
  severity: 'error',
  summary: 'A NOT NULL column without a default is added to a table that is in use.',
  why: 'PostgreSQL refuses it when the table has a single row (23502), and where it has none, the application that runs now can add none.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'column-added' || !isReleased(step, change.table)) continue;
        const { table, column } = change;
        if (!column.notNull || column.hasDefault) continue;
        yield draftAt(step, change.origin, {
          message: `${relationText(table)}.${column.name} is NOT NULL and has no default.`,
          remedy: [
            'Give it a default: a constant one costs nothing.',
            'Or add it without NOT NULL, fill it, and set NOT NULL in a later file.',
          ],
        });
      }
    }
  },
};
