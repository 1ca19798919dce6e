import type { GrantObject } from '../../catalog/annotation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';

export const grantMissing: LoneCheck = loneCheck('grant-missing', ['grant'], (grant) =>
  verdict(grant, grant.privileges),
);

export const grantLacking: PairCheck = pairCheck('grant-missing', ['grant'], (expected, live) => {
  const lacking = expected.privileges.filter((privilege) => !live.privileges.includes(privilege));
  if (lacking.length === 0) return null;
  return {
    expected: expected.privileges.join(', '),
    actual: live.privileges.join(', '),
    ...verdict(expected, lacking),
  };
});

function verdict({ grantee, on }: GrantObject, privileges: readonly string[]): Verdict {
  const role = writtenIdentifier(grantee);
  return {
    message: `Role ${role} lacks ${privileges.join(', ')} on ${on}.`,
    why: `Statements of ${role} fail: permission denied.`,
    remedy: [`Grant ${privileges.join(', ')} to ${role} by a new migration.`],
  };
}
