import { isSure } from '../chain/command.ts';
import { draftAt } from '../draft-at.ts';
import { missingText } from '../missing-text.ts';
import type { Rule } from '../rule.ts';

export const usedBeforeCreated: Rule = {
  id: 'used-before-created',
  severity: 'error',
  summary: 'A statement uses a relation or a column that no earlier statement has created.',
  why: 'It fails (42P01 or 42703) on every new database, whatever yours looks like.',
  *check({ steps, schema }) {
    for (const step of steps) {
      if (!isSure(step.command)) continue;
      const said = new Set<string>();
      for (const change of step.changes) {
        if (change.is !== 'missing-relation' && change.is !== 'missing-column') continue;
        if (change.use !== 'other') continue;
        const { name, remedy } = missingText(schema, change);
        // A query may name it many times.
        if (said.has(name)) continue;
        said.add(name);
        yield draftAt(step, change.origin, { message: `This uses ${name}.`, remedy });
      }
    }
  },
};
