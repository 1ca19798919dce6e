import { type PairCheck, pairCheck } from '../check.ts';
import { generatedWords } from '../words/column-words.ts';
import { subject } from '../words/subject.ts';

export const columnGenerated: PairCheck = pairCheck('column-generated', ['column'], (expected, live, { sameText }) => {
  const isSame =
    expected.generated?.storage === live.generated?.storage &&
    sameText(expected.generated?.text ?? null, live.generated?.text ?? null);
  if (isSame) return null;
  return {
    expected: generatedWords(expected) ?? 'not generated',
    actual: generatedWords(live) ?? 'not generated',
    message: `${subject(expected)} is ${live.generated === null ? 'not generated' : 'generated in another way'}.`,
    why: 'It holds other values than it should, or statements that write it are refused or taken when they should not be.',
    remedy: ['Drop the column and add it again as it should be: its values follow from the other columns.'],
  };
});
