import { isSure } from './chain/command.ts';
import { draftAt } from './draft-at.ts';
import { knownOutside } from './known-outside.ts';
import { missingText } from './missing-text.ts';
import type { Draft, Subject } from './rule.ts';
import type { Use } from './schema/change.ts';

/** What statements name and is not there, each once a statement. Under a condition, and where the error is caught, it may well be so. */
export function* missingDrafts(subject: Subject, use: Use, text: (name: string) => string): Iterable<Draft> {
  const outside = knownOutside(subject);
  for (const step of subject.steps) {
    if (!isSure(step.command)) continue;
    const said = new Set<string>();
    for (const change of step.changes) {
      if ((change.is !== 'missing-relation' && change.is !== 'missing-column') || change.use !== use) continue;
      if (change.is === 'missing-relation' && step.command.file.isNew && outside.has(change.name)) continue;
      const { name, remedy } = missingText(subject.schema, change);
      if (said.has(name)) continue;
      said.add(name);
      yield draftAt(step, change.origin, { message: text(name), remedy });
    }
  }
}
