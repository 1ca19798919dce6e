import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { sequenceWords } from '../words/sequence-words.ts';
import { subject } from '../words/subject.ts';

export const sequenceDefinition: PairCheck = pairCheck('sequence-definition', ['sequence'], (expected, live) => {
  const [should, is] = [sequenceWords(expected), sequenceWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} counts in another way than it should.`,
    why: 'It can run out of numbers sooner, give numbers twice, or leave the range that its column accepts.',
    remedy: [`ALTER SEQUENCE ${nameOf(expected)} ${should};`],
  };
});
