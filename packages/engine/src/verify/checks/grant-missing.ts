import type { GrantObject } from '../../catalog/annotation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';
import type { AgainstWords } from '../words/against-words.ts';

export const grantMissing: LoneCheck = loneCheck('grant-missing', ['grant'], (grant, { against }) =>
  verdict(grant, grant.privileges, against),
);

export const grantLacking: PairCheck = pairCheck('grant-missing', ['grant'], (expected, live, { against }) => {
  const lacking = expected.privileges.filter((privilege) => !live.privileges.includes(privilege));
  if (lacking.length === 0) return null;
  return {
    expected: expected.privileges.join(', '),
    actual: live.privileges.join(', '),
    ...verdict(expected, lacking, against),
  };
});

function verdict({ grantee, on }: GrantObject, privileges: readonly string[], against: AgainstWords): Verdict {
  const role = writtenIdentifier(grantee);
  return {
    message: `Role ${role} lacks ${privileges.join(', ')} on ${on}.`,
    why: `Statements of ${role} fail: permission denied.`,
    remedy: [`Grant ${privileges.join(', ')} to ${role}${against.either(' by a new migration', '')}.`],
  };
}
