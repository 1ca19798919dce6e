import { type LoneCheck, loneCheck } from '../check.ts';
import type { Comparison } from '../comparison.ts';
import { subject } from '../words/subject.ts';

export const extraFunction: LoneCheck = loneCheck(
  'extra-function',
  ['function', 'procedure', 'aggregate'],
  (routine, comparison) => {
    const isOverload = hasNamesake(routine, comparison);
    return {
      severity: isOverload ? 'minor' : 'info',
      message: `${subject(routine)} is there, and no migration makes it.`,
      why: isOverload
        ? 'A migration makes one of that name with other arguments: a call can reach the wrong one, or be ambiguous.'
        : 'What calls it would fail on a new database made by the migrations.',
      remedy: ['Make it by a migration if it is needed, drop it if it is not, or allow it in the configuration.'],
    };
  },
);

function hasNamesake(
  { schema, name }: { readonly schema: string; readonly name: string },
  { expected }: Comparison,
): boolean {
  return expected.routinesNamed(schema, name) > 0;
}
