import type { GrantObject } from '../../catalog/annotation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';

export const extraGrant: LoneCheck = loneCheck('extra-grant', ['grant'], (grant) => verdict(grant, grant.privileges));

export const extraPrivileges: PairCheck = pairCheck('extra-grant', ['grant'], (expected, live) => {
  const extra = live.privileges.filter((privilege) => !expected.privileges.includes(privilege));
  if (extra.length === 0) return null;
  return { expected: expected.privileges.join(', '), actual: live.privileges.join(', '), ...verdict(live, extra) };
});

function verdict({ grantee, on }: GrantObject, privileges: readonly string[]): Verdict {
  const role = writtenIdentifier(grantee);
  return {
    message: `Role ${role} has ${privileges.join(', ')} on ${on}, and no migration grants that.`,
    why: 'More can be read or changed with that role than intended.',
    remedy: [`Revoke it from ${role}, or grant it by a migration if it is right.`],
  };
}
