import { type PairCheck, pairCheck } from '../check.ts';
import { objectWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const ruleDefinition: PairCheck = pairCheck('rule-definition', ['rule'], (expected, live, comparison) => {
  const isSame =
    expected.event === live.event &&
    expected.instead === live.instead &&
    comparison.sameText(expected.text, live.text, 'query');
  if (isSame) return null;
  return {
    expected: objectWords(expected, comparison.expected),
    actual: objectWords(live, comparison.live),
    message: `${subject(expected)} turns statements into something else than it should.`,
    why: 'Statements do something else than they say, without any error.',
    remedy: [comparison.against.runAgain('CREATE OR REPLACE RULE')],
  };
});
