import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { replaceConstraint } from '../words/add-constraint.ts';
import { deferralWords } from '../words/constraint-words.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const constraintDeferrable: PairCheck = pairCheck('constraint-deferrable', ['constraint'], (expected, live) => {
  if (expected.deferrable === live.deferrable) return null;
  const [should, is] = [expected, live].map(({ deferrable }) => deferralWords(deferrable) ?? 'NOT DEFERRABLE');
  const alter = `ALTER TABLE ${tableOf(expected)} ALTER CONSTRAINT ${writtenIdentifier(expected.name)} ${should};`;
  return {
    expected: should ?? null,
    actual: is ?? null,
    message: `${subject(expected)} is ${is}, not ${should}.`,
    why: 'Transactions that break it for a moment fail, or those that should fail at once fail only at their end.',
    remedy: expected.type === 'foreign key' ? [alter] : replaceConstraint(expected),
  };
});
