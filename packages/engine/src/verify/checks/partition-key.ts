import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const partitionKey: PairCheck = pairCheck(
  'partition-key',
  ['table'],
  (expected, live, { sameText, against }) => {
    // A table of another form is said by itself.
    if (expected.form !== live.form || sameText(expected.partitionKey, live.partitionKey)) return null;
    return {
      expected: `PARTITION BY ${expected.partitionKey ?? 'nothing'}`,
      actual: `PARTITION BY ${live.partitionKey ?? 'nothing'}`,
      message: `${subject(expected)} is partitioned by another key than it should be.`,
      why: `Rows go to other partitions, and the partitions of ${against.either('the migrations', 'the other database')} cannot be attached.`,
      remedy: ['A key cannot be altered: make a new partitioned table, move the rows, and exchange the names.'],
    };
  },
);
