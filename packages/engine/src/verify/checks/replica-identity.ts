import type { TableObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const replicaIdentity: PairCheck = pairCheck('replica-identity', ['table'], (expected, live) => {
  const [should, is] = [identityWords(expected), identityWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} has another replica identity: ${is}, not ${should}.`,
    why: 'Logical replication of UPDATE and DELETE fails or sends other columns than its readers expect.',
    remedy: [`ALTER TABLE ${nameOf(expected)} ${should};`],
  };
});

function identityWords({ replicaIdentity: identity, replicaIdentityIndex }: TableObject): string {
  if (identity !== 'index') return `REPLICA IDENTITY ${identity.toUpperCase()}`;
  return `REPLICA IDENTITY USING INDEX ${writtenIdentifier(replicaIdentityIndex ?? '')}`;
}
