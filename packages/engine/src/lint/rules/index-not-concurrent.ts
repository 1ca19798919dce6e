import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const indexNotConcurrent: Rule = {
  id: 'index-not-concurrent',
  severity: 'warning',
  summary: 'An index is built on a table that is in use, without CONCURRENTLY.',
  why: 'Nobody can write to the table until the index is built; of a large table that takes minutes.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'index-created' || change.concurrent) continue;
        const { table, name } = change;
        // Of a partitioned table PostgreSQL builds none CONCURRENTLY.
        if (!isReleased(step, table) || table.isPartitioned) continue;
        yield draftAt(step, change.origin, {
          message: `${name ?? 'The index'} is built on ${relationText(table)} while its writers wait.`,
          remedy: [
            'Write CREATE INDEX CONCURRENTLY, in a file of its own: it cannot run in a transaction, and Plumbline then runs the file statement by statement.',
          ],
        });
      }
    }
  },
};
