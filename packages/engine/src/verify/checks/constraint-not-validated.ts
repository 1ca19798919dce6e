import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { type PairCheck, pairCheck, type Verdict } from '../check.ts';
import { validateConstraint } from '../words/add-constraint.ts';
import { constraintWords } from '../words/constraint-words.ts';
import { subject } from '../words/subject.ts';

export const constraintNotValidated: PairCheck = pairCheck(
  'constraint-not-validated',
  ['constraint'],
  (expected, live) => {
    // What is not enforced is never validated, which is said by itself.
    if (expected.validated === live.validated || !live.enforced || !expected.enforced) return null;
    if (live.validated) return null;
    return { expected: constraintWords(expected), actual: constraintWords(live), ...notValidatedVerdict(live) };
  },
);

export function notValidatedVerdict(constraint: ConstraintObject): Verdict {
  return {
    message: `${subject(constraint)} was never checked against the rows that are there.`,
    why: 'New rows obey it, old ones may not: the server and your code cannot rely on it.',
    remedy: [validateConstraint(constraint), 'It fails as long as rows break it, and blocks nobody while it reads.'],
  };
}
