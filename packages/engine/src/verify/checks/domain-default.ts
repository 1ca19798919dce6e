import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const domainDefault: PairCheck = pairCheck('domain-default', ['domain'], (expected, live, { sameText }) => {
  if (sameText(expected.default, live.default)) return null;
  const alter = `ALTER DOMAIN ${nameOf(expected)}`;
  return {
    expected: expected.default === null ? 'no default' : `DEFAULT ${expected.default}`,
    actual: live.default === null ? 'no default' : `DEFAULT ${live.default}`,
    message: `${subject(expected)} has another default than it should.`,
    why: 'INSERT statements that leave its columns out store another value than they should.',
    remedy: [expected.default === null ? `${alter} DROP DEFAULT;` : `${alter} SET DEFAULT ${expected.default};`],
  };
});
