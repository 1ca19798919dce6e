import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { subject } from '../words/subject.ts';

export const constraintNotEnforced: PairCheck = pairCheck(
  'constraint-not-enforced',
  ['constraint'],
  (expected, live) => {
    if (expected.enforced === live.enforced) return null;
    return {
      expected: expected.enforced ? 'ENFORCED' : 'NOT ENFORCED',
      actual: live.enforced ? 'ENFORCED' : 'NOT ENFORCED',
      message: `${subject(expected)} is ${live.enforced ? 'enforced' : 'not enforced'}, and should ${live.enforced ? 'not be' : 'be'}.`,
      why: live.enforced ? 'Rows that should be taken are refused.' : 'Rows that break it can come in.',
      remedy: replaceConstraint(expected),
    };
  },
);
