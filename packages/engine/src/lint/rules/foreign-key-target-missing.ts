import { isSure } from '../chain/command.ts';
import { draftAt } from '../draft-at.ts';
import { missingText } from '../missing-text.ts';
import type { Rule } from '../rule.ts';

export const foreignKeyTargetMissing: Rule = {
  id: 'foreign-key-target-missing',
  severity: 'error',
  summary: 'A foreign key refers to a table or a column that does not exist at that point.',
  why: 'PostgreSQL refuses the statement (42P01 or 42703) on every new database.',
  *check({ steps, schema }) {
    for (const step of steps) {
      if (!isSure(step.command)) continue;
      for (const change of step.changes) {
        if (change.is !== 'missing-relation' && change.is !== 'missing-column') continue;
        if (change.use !== 'foreign key') continue;
        const { name, remedy } = missingText(schema, change);
        const message = `A foreign key refers to ${name}`;
        yield draftAt(step, change.origin, { message: `${message}.`, remedy });
      }
    }
  },
};
