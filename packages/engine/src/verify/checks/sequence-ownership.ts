import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { ownershipWords } from '../words/sequence-words.ts';
import { subject } from '../words/subject.ts';

export const sequenceOwnership: PairCheck = pairCheck('sequence-ownership', ['sequence'], (expected, live) => {
  const [should, is] = [ownershipWords(expected), ownershipWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is ${is}, not ${should}.`,
    why: 'It stays behind, or goes, when a column is dropped, and tools that reset it by its column do not find it.',
    remedy: [`ALTER SEQUENCE ${nameOf(expected)} ${should};`],
  };
});
