import type { Severity } from './finding.ts';

export type FindingCode = 'missing-relation' | 'missing-column';

/**
 * Every finding there is: its code, how severe it is as a rule, what it means. `docs/checks/` has one page a code; a
 * test holds the two together.
 */
export const findingCodes: Readonly<Record<FindingCode, { readonly severity: Severity; readonly meaning: string }>> = {
  'missing-relation': { severity: 'critical', meaning: 'A table, view, materialized view or sequence is not there.' },
  'missing-column': { severity: 'critical', meaning: 'A column is not there.' },
};
