import type { PolicyObject } from '../../catalog/attached-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { isRetyped, sameButCasts } from '../retyped.ts';
import { tableOf } from '../words/names.ts';
import { policyWords } from '../words/policy-words.ts';
import { subject } from '../words/subject.ts';

export const policyDefinition: PairCheck = pairCheck('policy-definition', ['policy'], (expected, live, comparison) => {
  const all = comparison.expected.columnsOf(expected.schema, expected.table).map(({ name }) => name);
  const retyped = isRetyped(expected, all, comparison);
  const same = (should: string | null, is: string | null): boolean =>
    comparison.sameText(should, is) || (retyped && sameButCasts(should, is));
  const isSame =
    JSON.stringify(partsOf(expected)) === JSON.stringify(partsOf(live)) &&
    same(expected.using, live.using) &&
    same(expected.check, live.check);
  if (isSame) return null;
  return {
    expected: policyWords(expected),
    actual: policyWords(live),
    message: `${subject(expected)} lets through other rows, or other roles, than it should.`,
    why: 'Rows are shown to, or written by, roles that should not, or hidden from those that should.',
    remedy: [`DROP POLICY ${writtenIdentifier(expected.name)} ON ${tableOf(expected)};`, `${policyWords(expected)};`],
  };
});

function partsOf({ command, permissive, roles }: PolicyObject): unknown {
  return [command, permissive, roles];
}
