import { type LoneCheck, loneCheck } from '../check.ts';
import type { Comparison } from '../comparison.ts';
import { subject } from '../words/subject.ts';

export const extraFunction: LoneCheck = loneCheck(
  'extra-function',
  ['function', 'procedure', 'aggregate'],
  (routine, comparison) => {
    const { against } = comparison;
    const isOverload = hasNamesake(routine, comparison);
    return {
      severity: isOverload ? 'minor' : 'info',
      message: `${subject(routine)} is there, and ${against.lacks()}.`,
      why: isOverload
        ? against.either(
            'A migration makes one of that name with other arguments: a call can reach the wrong one, or be ambiguous.',
            'The other database has one of that name with other arguments only: a call can reach another one, or be ambiguous.',
          )
        : against.either(
            'What calls it would fail on a new database made by the migrations.',
            'What calls it fails in the other database.',
          ),
      remedy: [against.keepOrDrop('needed')],
    };
  },
);

function hasNamesake(
  { schema, name }: { readonly schema: string; readonly name: string },
  { expected }: Comparison,
): boolean {
  return expected.routinesNamed(schema, name) > 0;
}
