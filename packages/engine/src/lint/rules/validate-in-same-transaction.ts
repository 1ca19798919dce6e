import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';

export const validateInSameTransaction: Rule = {
  id: 'validate-in-same-transaction',
  severity: 'warning',
  summary: 'A constraint is added with NOT VALID and validated in the same transaction.',
  why: 'The lock of the first is held until the second is done: NOT VALID has gained nothing.',
  *check({ steps }) {
    const added = new Map<string, number>();
    for (const step of steps) {
      if (step.command.file.mode === 'stepwise') continue;
      for (const change of step.changes) {
        const { index } = step.command.file;
        if (change.is === 'foreign-key-added' && !change.scans)
          added.set(`${index} ${change.key.name}`, change.origin.place.line);
        if (change.is === 'check-added' && !change.isValid)
          added.set(`${index} ${change.name}`, change.origin.place.line);
        if (change.is !== 'validated' || !isReleased(step, change.table)) continue;
        const line = added.get(`${index} ${change.name}`);
        if (line === undefined) continue;
        yield draftAt(step, change.origin, {
          message: `${change.name} of ${relationText(change.table)}, added in line ${line}, is validated while the lock of that is held.`,
          remedy: ['Move VALIDATE CONSTRAINT into a later file.'],
        });
      }
    }
  },
};
