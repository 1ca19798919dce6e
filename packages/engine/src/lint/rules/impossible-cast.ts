import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { inspectsTypes } from '../inspects-types.ts';
import type { Draft, Rule } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { relationText } from '../schema/relation.ts';
import { typeText } from '../types/sql-type.ts';
import { castOf } from '../types/type-casts.ts';

export const impossibleCast: Rule = {
  id: 'impossible-cast',
  severity: 'error',
  summary: 'A value is cast to a type that PostgreSQL cannot cast it to.',
  why: 'The statement is refused when it is read (42846 or 42804), also on an empty table.',
  *check({ steps }) {
    for (const step of steps) {
      const { conditional, chosenIn } = step.command;
      if (chosenIn !== null || (conditional && inspectsTypes(step.command))) continue;
      for (const change of step.changes) {
        if (change.is === 'impossible-cast') yield cast(step, change);
        if (change.is === 'column-retyped') yield* retyped(step, change);
      }
    }
  },
};

function cast(step: Step, change: Extract<PlacedChange, { is: 'impossible-cast' }>): Draft {
  const { from, to, what } = change;
  return draftAt(step, change.origin, {
    message: `${what} is ${typeText(from)}, and PostgreSQL has no cast from ${typeText(from)} to ${typeText(to)}.`,
    remedy: [
      'Look the new value up in the table where both stand side by side, or make it anew.',
      'What the value is as a text can be cast by way of text, where that makes sense: value::text::type.',
    ],
  });
}

function* retyped(step: Step, change: Extract<PlacedChange, { is: 'column-retyped' }>): Iterable<Draft> {
  const { table, column, given, to, using } = change;
  if (given === null || to === null) return;
  const kind = castOf(given, to);
  const isStored = kind === 'implicit' || kind === 'assignment';
  if (kind === 'unknown' || isStored) return;
  const name = `${relationText(table)}.${column}`;
  yield draftAt(step, change.origin, {
    message:
      using === null
        ? `${name} is ${typeText(given)}, which does not become ${typeText(to)} by itself.`
        : `USING gives ${typeText(given)}, which does not become ${typeText(to)}, the new type of ${name}, by itself.`,
    remedy:
      kind === 'explicit'
        ? [`Say how: ALTER COLUMN ${column} TYPE ${typeText(to)} USING ${column}::${typeText(to)}.`]
        : [
            `There is no cast. Add a column of the type ${typeText(to)}, fill it from a table that has both values, and drop the old one.`,
          ],
  });
}
