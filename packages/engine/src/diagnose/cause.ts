import type { DiagnoseInput, Diagnosis } from './diagnosis.ts';

/** What a cause says about one failure; the code is added by {@link Cause.code}. */
export type Explanation = Omit<Diagnosis, 'code'>;

/**
 * One way a migration or a connection can fail. It applies when the SQLSTATE or the system code is listed (either list
 * may be absent) and `when`, if there is one, agrees. A cause with neither list is decided by `when` alone.
 */
export interface Cause {
  readonly code: string;
  readonly sqlstates?: readonly string[];
  readonly systemCodes?: readonly string[];
  readonly when?: (input: DiagnoseInput) => boolean;
  readonly explain: (input: DiagnoseInput) => Explanation;
}

/** Whether a cause is the cause of this failure. */
export function causeApplies(cause: Cause, input: DiagnoseInput): boolean {
  const { sqlstate, systemCode } = input.failure;
  const listed = cause.sqlstates !== undefined || cause.systemCodes !== undefined;
  const named =
    (sqlstate !== null && (cause.sqlstates?.includes(sqlstate) ?? false)) ||
    (systemCode !== null && (cause.systemCodes?.includes(systemCode) ?? false));
  return (named || !listed) && (cause.when?.(input) ?? true);
}
