import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Draft, Rule } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { relationText } from '../schema/relation.ts';

export const constraintWithoutNotValid: Rule = {
  id: 'constraint-without-not-valid',
  severity: 'warning',
  summary: 'A foreign key or a check is added to a table that is in use, and all its rows are read at once.',
  why: 'The table stays locked while they are read: of a foreign key both tables against writers, of a check the one against everybody.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) yield* checkChange(step, change);
    }
  },
};

function* checkChange(step: Step, change: PlacedChange): Iterable<Draft> {
  const remedy = [
    'Add it with NOT VALID, and VALIDATE CONSTRAINT in a later file: that reads the rows while others go on.',
  ];
  if (change.is === 'foreign-key-added' && change.scans && isReleased(step, change.key.table)) {
    const { table, target } = change.key;
    const message = `The new foreign key of ${relationText(table)} reads all its rows while nobody can write to it or to ${relationText(target)}.`;
    yield draftAt(step, change.origin, { message, remedy });
  }
  if (change.is === 'check-added' && change.where === 'alter' && change.isValid && isReleased(step, change.table)) {
    const message = `The new check of ${relationText(change.table)} reads all its rows while nobody can use it.`;
    yield draftAt(step, change.origin, { message, remedy });
  }
}
