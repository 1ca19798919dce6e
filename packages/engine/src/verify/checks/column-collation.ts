import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnCollation: PairCheck = pairCheck('column-collation', ['column'], (expected, live) => {
  if (expected.collation === live.collation) return null;
  const name = writtenIdentifier(expected.name);
  const collation = expected.collation ?? 'pg_catalog."default"';
  return {
    expected: `COLLATE ${collation}`,
    actual: `COLLATE ${live.collation ?? 'pg_catalog."default"'}`,
    message: `${subject(expected)} has another collation than it should.`,
    why: 'It sorts in another order, and with some collations other values count as equal.',
    remedy: [`ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${name} TYPE ${expected.type} COLLATE ${collation};`],
  };
});
