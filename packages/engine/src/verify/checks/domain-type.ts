import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const domainType: PairCheck = pairCheck('domain-type', ['domain'], (expected, live) => {
  if (expected.type === live.type && expected.collation === live.collation) return null;
  const [should, is] = [expected, live].map(({ type, collation }) =>
    collation === null ? type : `${type} COLLATE ${collation}`,
  );
  return {
    expected: should ?? null,
    actual: is ?? null,
    message: `${subject(expected)} is of type ${is}, not ${should}.`,
    why: 'Values that should fit its columns may not, and comparisons can fail.',
    remedy: [
      'The type of a domain cannot be altered: make a new domain, alter the columns to it, and exchange the names.',
    ],
  };
});
