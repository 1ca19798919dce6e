import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const tableForm: PairCheck = pairCheck('table-form', ['table'], (expected, live) => {
  if (expected.form === live.form) return null;
  return {
    expected: `a ${expected.form} table`,
    actual: `a ${live.form} table`,
    message: `${subject(expected)} is a ${live.form} table, not a ${expected.form} one.`,
    why: 'Partitions cannot be attached where none are expected, or rows live in another place than they should.',
    remedy: ['Make a table of the right form beside it, copy the rows, and exchange the names in one transaction.'],
  };
});
