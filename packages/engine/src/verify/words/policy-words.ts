import type { PolicyObject } from '../../catalog/attached-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { parenthesised, tableOf } from './names.ts';

/** `CREATE POLICY own ON public.notes FOR SELECT TO app USING (owner = CURRENT_USER)`. */
export function policyWords(policy: PolicyObject): string {
  const roles = policy.roles.map((role) => (role === 'public' ? 'PUBLIC' : writtenIdentifier(role)));
  return [
    `CREATE POLICY ${writtenIdentifier(policy.name)} ON ${tableOf(policy)}`,
    policy.permissive ? null : 'AS RESTRICTIVE',
    `FOR ${policy.command.toUpperCase()} TO ${roles.join(', ')}`,
    policy.using === null ? null : `USING ${parenthesised(policy.using)}`,
    policy.check === null ? null : `WITH CHECK ${parenthesised(policy.check)}`,
  ]
    .filter((word) => word !== null)
    .join(' ');
}
