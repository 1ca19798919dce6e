import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const dropIndexNotConcurrent: Rule = {
  id: 'drop-index-not-concurrent',
  severity: 'warning',
  summary: 'An index of a table that is in use is dropped without CONCURRENTLY.',
  why: 'The drop waits for every query of the table, and whoever comes meanwhile waits behind it.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'index-dropped' || change.concurrent || change.table === null) continue;
        const { table, name } = change;
        if (!isReleased(step, table) || table.isPartitioned) continue;
        yield draftAt(step, change.origin, {
          message: `Dropping ${name} locks ${relationText(table)} against readers and writers.`,
          remedy: ['Write DROP INDEX CONCURRENTLY, in a file of its own.'],
        });
      }
    }
  },
};
