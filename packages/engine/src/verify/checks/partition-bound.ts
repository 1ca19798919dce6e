import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { partitionWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const partitionBound: PairCheck = pairCheck('partition-bound', ['table'], (expected, live, { sameText }) => {
  const [should, is] = [expected.partitionOf, live.partitionOf];
  const isSame = should?.parent === is?.parent && sameText(should?.bound ?? null, is?.bound ?? null);
  if (isSame) return null;
  const name = nameOf(expected);
  return {
    expected: should === null ? 'no partition' : `PARTITION OF ${partitionWords(should)}`,
    actual: is === null ? 'no partition' : `PARTITION OF ${partitionWords(is)}`,
    message:
      is === null
        ? `${subject(expected)} is not attached to ${should?.parent ?? 'its parent'}.`
        : should === null
          ? `${subject(expected)} is a partition of ${is.parent}, and should stand alone.`
          : `${subject(expected)} is another partition than it should be.`,
    why: 'Queries over the parent read rows too many or too few, and new rows find no partition or the wrong one.',
    remedy: [
      ...(is === null ? [] : [`ALTER TABLE ${is.parent} DETACH PARTITION ${name};`]),
      ...(should === null ? [] : [`ALTER TABLE ${should.parent} ATTACH PARTITION ${name} ${should.bound ?? ''};`]),
    ],
  };
});
