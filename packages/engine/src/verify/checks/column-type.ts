import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnType: PairCheck = pairCheck('column-type', ['column'], (expected, live) => {
  if (expected.type === live.type) return null;
  const name = writtenIdentifier(expected.name);
  return {
    expected: expected.type,
    actual: live.type,
    message: `${subject(expected)} has type ${live.type}, not ${expected.type}.`,
    why: 'Comparisons and joins with it can fail or be slow, foreign keys to it are refused, and values that should fit may not.',
    remedy: isUncastable(expected.type, live.type)
      ? [
          `PostgreSQL has no cast from ${live.type} to ${expected.type}: add a column of type ${expected.type}, fill it with what each value stands for, and give it the name.`,
        ]
      : [
          `ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${name} TYPE ${expected.type} USING ${name}::${expected.type};`,
          'Try it on a copy first: it can write the whole table anew under a strong lock, and a value that does not fit stops it.',
        ],
  };
});

/** A UUID is cast to and from texts and nothing else. */
function isUncastable(one: string, other: string): boolean {
  return [one, other].includes('uuid') && ![one, other].some((type) => /^(text|character|name|bytea)/.test(type));
}
