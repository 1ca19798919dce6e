import { type Severity, severities, type VerifyResult } from '@plumbline/engine';

/** 4 findings, 6 files and history disagree, 3 pending where none were allowed, else the code of the error; 0 none. */
export function verifyExitCode(
  { error, counts, pending }: Pick<VerifyResult, 'error' | 'counts' | 'pending'>,
  failOn: Severity,
  allowPending: boolean,
): number {
  if (error !== null && error.code !== 'history-conflict') return error.exitCode;
  const counting = severities.slice(0, severities.indexOf(failOn) + 1);
  if (counting.some((severity) => counts[severity] > 0)) return 4;
  if (error !== null) return error.exitCode;
  return pending.length > 0 && !allowPending ? 3 : 0;
}
