import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import type { Comparison } from '../comparison.ts';
import { isRetyped, sameButCasts } from '../retyped.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { constraintWords } from '../words/constraint-words.ts';
import { subject } from '../words/subject.ts';

/** Of unique, check, exclusion and NOT NULL constraints; those of keys have checks of their own, unless the type differs. */
export const constraintDefinition: PairCheck = pairCheck(
  'constraint-definition',
  ['constraint'],
  (expected, live, comparison) => {
    const isKey = expected.type === 'primary key' || expected.type === 'foreign key';
    if (expected.type === live.type && (isKey || isSame(expected, live, comparison))) return null;
    return {
      expected: constraintWords(expected),
      actual: constraintWords(live),
      message: `${subject(expected)} demands something else than it should.`,
      why: 'Rows that should be refused can come in, or rows that should be taken are refused.',
      remedy: replaceConstraint(expected),
    };
  },
);

function isSame(expected: ConstraintObject, live: ConstraintObject, comparison: Comparison): boolean {
  return JSON.stringify(partsOf(expected)) === JSON.stringify(partsOf(live)) && isSameText(expected, live, comparison);
}

function partsOf({
  type,
  columns,
  include,
  nullsNotDistinct,
  noInherit,
  temporal,
  exclusion,
}: ConstraintObject): unknown {
  // The columns of a check follow from its text, in the order of their numbers.
  return [type === 'check' ? [...columns].sort() : columns, include, nullsNotDistinct, noInherit, temporal, exclusion];
}

function isSameText(expected: ConstraintObject, live: ConstraintObject, comparison: Comparison): boolean {
  // How an exclusion constraint may be deferred is in its text as well, and has a check of its own.
  const [should, is] = [expected.text, live.text].map((text) => text?.replace(/ DEFERRABLE.*$/, '') ?? null);
  if (comparison.sameText(should ?? null, is ?? null)) return true;
  return isRetyped(expected, expected.columns, comparison) && sameButCasts(should ?? null, is ?? null);
}
