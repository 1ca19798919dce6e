import { isSure } from '../chain/command.ts';
import { draftAt } from '../draft-at.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const foreignKeyTargetNotUnique: Rule = {
  id: 'foreign-key-target-not-unique',
  severity: 'error',
  summary: 'A foreign key refers to columns that are not the primary key and have no unique constraint.',
  why: 'PostgreSQL refuses the key (42830): it could not tell which row is meant.',
  *check({ steps }) {
    for (const step of steps) {
      if (!isSure(step.command)) continue;
      for (const change of step.changes) {
        if (change.is !== 'target-not-unique') continue;
        const { target, columns } = change;
        const name = relationText(target);
        const list = columns.join(', ');
        yield draftAt(step, change.origin, {
          message:
            columns.length === 0
              ? `A foreign key refers to the primary key of ${name}, which has none.`
              : `A foreign key refers to ${name} (${list}), which is neither its primary key nor unique.`,
          remedy: [
            columns.length === 0
              ? `Give ${name} a primary key first, or name the unique columns that are meant.`
              : `Refer to the primary key of ${name}, or make (${list}) unique first.`,
          ],
        });
      }
    }
  },
};
