import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnNullability: PairCheck = pairCheck('column-nullability', ['column'], (expected, live) => {
  if (expected.nullable === live.nullable) return null;
  const name = writtenIdentifier(expected.name);
  const alter = `ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${name}`;
  return {
    expected: expected.nullable ? 'NULL' : 'NOT NULL',
    actual: live.nullable ? 'NULL' : 'NOT NULL',
    message:
      `${subject(expected)} ${live.nullable ? 'accepts NULL' : 'is NOT NULL'}, and should not ${live.nullable ? '' : 'be'}`
        .trim()
        .concat('.'),
    why: live.nullable
      ? 'Rows without a value can come in, and code that relies on one breaks later.'
      : 'INSERT and UPDATE statements that leave it empty fail.',
    remedy: expected.nullable
      ? [`${alter} DROP NOT NULL;`]
      : [
          `SELECT count(*) FROM ${tableOf(expected)} WHERE ${name} IS NULL;`,
          `${alter} SET NOT NULL;`,
          'The second one fails as long as the first one counts any.',
        ],
  };
});
