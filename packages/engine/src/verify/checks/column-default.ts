import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { sameButCasts } from '../retyped.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnDefault: PairCheck = pairCheck('column-default', ['column'], (expected, live, { sameText }) => {
  // The expression of a generated column is not its default.
  if (sameText(expected.default, live.default)) return null;
  if (expected.type !== live.type && sameButCasts(expected.default, live.default)) return null;
  const alter = `ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${writtenIdentifier(expected.name)}`;
  const has = live.default === null ? 'no default' : `the default ${live.default}`;
  return {
    expected: expected.default === null ? 'no default' : `DEFAULT ${expected.default}`,
    actual: live.default === null ? 'no default' : `DEFAULT ${live.default}`,
    message: `${subject(expected)} has ${has}, not ${expected.default ?? 'none'}.`,
    why:
      live.default === null && !live.nullable
        ? 'INSERT statements that leave it out fail.'
        : 'INSERT statements that leave it out store another value than they should.',
    remedy: [expected.default === null ? `${alter} DROP DEFAULT;` : `${alter} SET DEFAULT ${expected.default};`],
  };
});
