import { type PairCheck, pairCheck } from '../check.ts';
import { listed } from '../words/names.ts';
import { subject } from '../words/subject.ts';

/** Of the columns that both sides have; one finding a table. */
export const columnOrder: PairCheck = pairCheck('column-order', ['table'], (expected, live, comparison) => {
  const should = comparison.expected.columnsOf(expected.schema, expected.name).map(({ name }) => name);
  const is = comparison.live.columnsOf(live.schema, live.name).map(({ name }) => name);
  const common = should.filter((name) => is.includes(name));
  const found = is.filter((name) => common.includes(name));
  if (common.join('\0') === found.join('\0')) return null;
  return {
    expected: `(${listed(common)})`,
    actual: `(${listed(found)})`,
    message: `The columns of ${subject(expected).replace(/^T/, 't')} stand in another order.`,
    why: 'INSERT without a list of columns, SELECT * and COPY put values into the wrong ones or fail.',
    remedy: ['Name the columns in such statements. The order of a table cannot be altered.'],
  };
});
