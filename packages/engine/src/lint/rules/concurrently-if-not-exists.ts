import { draftAt } from '../draft-at.ts';
import type { Rule } from '../rule.ts';

export const concurrentlyIfNotExists: Rule = {
  id: 'concurrently-if-not-exists',
  severity: 'warning',
  summary: 'CREATE INDEX CONCURRENTLY says IF NOT EXISTS.',
  why: 'A build that failed leaves an invalid index of that name. The next attempt then succeeds without doing anything, and the index is never used.',
  *check({ steps }) {
    for (const step of steps) {
      const { node } = step.command;
      if (!('IndexStmt' in node) || node.IndexStmt.concurrent !== true || node.IndexStmt.if_not_exists !== true)
        continue;
      yield draftAt(step, step.command.at(), {
        message: `IF NOT EXISTS takes an invalid index ${node.IndexStmt.idxname ?? ''} for the one that is wanted.`,
        remedy: [
          'Leave IF NOT EXISTS out: Plumbline looks at the index afterwards, and drops an invalid leftover of its own before it tries again.',
        ],
      });
    }
  },
};
