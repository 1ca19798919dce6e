import type { PolicyObject } from '../../catalog/attached-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

export function createPolicy(policy: PolicyObject): string {
  const { schema, table, name, permissive, command, roles, using, check } = policy;
  return [
    `CREATE POLICY ${quoteIdentifier(name)} ON ${qualified(schema, table)}`,
    `AS ${permissive ? 'PERMISSIVE' : 'RESTRICTIVE'} FOR ${command.toUpperCase()}`,
    `TO ${roles.map((role) => (role === 'public' ? 'PUBLIC' : quoteIdentifier(role))).join(', ')}`,
    ...(using === null ? [] : [`USING (${rewritten(using)})`]),
    ...(check === null ? [] : [`WITH CHECK (${rewritten(check)})`]),
  ].join(' ');
}

export function dropPolicy({ schema, table, name }: PolicyObject): string {
  return `DROP POLICY ${quoteIdentifier(name)} ON ${qualified(schema, table)}`;
}
