import type { GrantObject } from '../../catalog/annotation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';
import type { AgainstWords } from '../words/against-words.ts';

export const extraGrant: LoneCheck = loneCheck('extra-grant', ['grant'], (grant, { against }) =>
  verdict(grant, grant.privileges, against),
);

export const extraPrivileges: PairCheck = pairCheck('extra-grant', ['grant'], (expected, live, { against }) => {
  const extra = live.privileges.filter((privilege) => !expected.privileges.includes(privilege));
  if (extra.length === 0) return null;
  return {
    expected: expected.privileges.join(', '),
    actual: live.privileges.join(', '),
    ...verdict(live, extra, against),
  };
});

function verdict({ grantee, on }: GrantObject, privileges: readonly string[], against: AgainstWords): Verdict {
  const role = writtenIdentifier(grantee);
  return {
    message: `Role ${role} has ${privileges.join(', ')} on ${on}, and ${against.either('no migration grants that', 'has not in the other database')}.`,
    why: 'More can be read or changed with that role than intended.',
    remedy: [
      `Revoke it from ${role}, or grant it ${against.either('by a migration', 'in the other database too')} if it is right.`,
    ],
  };
}
