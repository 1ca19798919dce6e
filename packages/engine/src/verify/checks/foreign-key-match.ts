import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { subject } from '../words/subject.ts';

export const foreignKeyMatch: PairCheck = pairCheck('foreign-key-match', ['constraint'], (expected, live) => {
  if (expected.match === null || live.match === null || expected.match === live.match) return null;
  const [should, is] = [`MATCH ${expected.match.toUpperCase()}`, `MATCH ${live.match.toUpperCase()}`];
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is ${is}, not ${should}.`,
    why: 'Keys of which some columns are NULL are refused or let through when they should not be.',
    remedy: replaceConstraint(expected),
  };
});
