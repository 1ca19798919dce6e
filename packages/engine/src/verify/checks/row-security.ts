import type { TableObject } from '../../catalog/relation-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';

export const rowSecurity: PairCheck = pairCheck('row-security', ['table'], (expected, live) => {
  const [should, is] = [securityWords(expected), securityWords(live)];
  if (should === is) return null;
  const alter = `ALTER TABLE ${nameOf(expected)}`;
  return {
    expected: should,
    actual: is,
    message: `Row security of ${nameOf(expected)} is not as it should be: ${is}, not ${should}.`,
    why:
      expected.rowSecurity && !live.rowSecurity
        ? 'Its policies are not applied: every role that may read the table reads all of its rows.'
        : 'Rows are hidden from, or shown to, other roles than intended.',
    remedy: [
      ...(expected.rowSecurity === live.rowSecurity
        ? []
        : [`${alter} ${expected.rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY;`]),
      ...(expected.rowSecurityForced === live.rowSecurityForced
        ? []
        : [`${alter} ${expected.rowSecurityForced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY;`]),
    ],
  };
});

function securityWords({ rowSecurity: isOn, rowSecurityForced }: TableObject): string {
  return `${isOn ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY${rowSecurityForced ? ', FORCE' : ''}`;
}
