import type { IndexObject } from '../../catalog/attached-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import type { Comparison } from '../comparison.ts';
import { isRetyped, sameButCasts } from '../retyped.ts';
import { indexWords } from '../words/index-words.ts';
import { subject } from '../words/subject.ts';

export const indexDefinition: PairCheck = pairCheck('index-definition', ['index'], (expected, live, comparison) => {
  if (isSame(expected, live, comparison)) return null;
  const isIntegrity = expected.unique || live.unique;
  return {
    severity: isIntegrity ? 'major' : 'minor',
    expected: indexWords(expected),
    actual: indexWords(live),
    message: `${subject(expected)} is of something else than it should be.`,
    why: isIntegrity
      ? 'Duplicates that should be refused can come in, or rows that should be taken are refused.'
      : 'Queries that it should serve read the whole table.',
    remedy: [
      'Make the index under another name by CREATE INDEX CONCURRENTLY, drop this one, and rename the new one.',
      `${indexWords(expected, true)};`,
    ],
  };
});

function isSame(expected: IndexObject, live: IndexObject, comparison: Comparison): boolean {
  if (JSON.stringify(partsOf(expected)) !== JSON.stringify(partsOf(live))) return false;
  const all = comparison.expected.columnsOf(expected.schema, expected.table).map(({ name }) => name);
  // Nothing says which columns an expression is over: any one of the table may be.
  const retyped = isRetyped(expected, all, comparison);
  const same = (should: string | null, is: string | null): boolean =>
    comparison.sameText(should, is) || (retyped && sameButCasts(should, is));
  return (
    same(expected.predicate, live.predicate) &&
    expected.keys.every((key, place) => same(key.text, live.keys[place]?.text ?? null))
  );
}

function partsOf(index: IndexObject): unknown {
  const { unique, method, include, isPartial, nullsNotDistinct, partitionOf } = index;
  const keys = index.keys.map(({ text, ...key }) => [key, text !== null]);
  return [unique, method, keys, include, isPartial, nullsNotDistinct, partitionOf];
}
