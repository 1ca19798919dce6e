import { type Cause, causeApplies } from './cause.ts';
import { authenticationCauses } from './causes/authentication.ts';
import { connectionCauses } from './causes/connection.ts';
import { constraintCauses } from './causes/constraint.ts';
import { contentionCauses } from './causes/contention.ts';
import { declaredCauses } from './causes/declared.ts';
import { duplicateCauses } from './causes/duplicate.ts';
import { extensionCauses } from './causes/extension.ts';
import { foreignKeyCauses } from './causes/foreign-key.ts';
import { missingCauses } from './causes/missing.ts';
import { permissionCauses } from './causes/permission.ts';
import { resourceCauses } from './causes/resource.ts';
import { syntaxCauses } from './causes/syntax.ts';
import { transactionCauses } from './causes/transaction.ts';
import { unknownCause } from './causes/unknown.ts';
import { valueCauses } from './causes/value.ts';
import type { DiagnoseInput, Diagnosis } from './diagnosis.ts';

/** In order: the first that applies speaks. Special cases of an SQLSTATE stand before the general one. */
const causes: readonly Cause[] = [
  ...connectionCauses,
  ...authenticationCauses,
  ...permissionCauses,
  ...foreignKeyCauses,
  ...extensionCauses,
  ...missingCauses,
  ...duplicateCauses,
  ...contentionCauses,
  ...transactionCauses,
  ...constraintCauses,
  ...resourceCauses,
  ...syntaxCauses,
  ...valueCauses,
  ...declaredCauses,
  unknownCause,
];

/** One line of the table of diagnoses: a code, and the SQLSTATEs and system codes that lead to it. */
export interface DiagnosisEntry {
  readonly code: string;
  readonly sqlstates: readonly string[];
  readonly systemCodes: readonly string[];
}

/** Every diagnosis there is. `docs/errors.md` has a section for each; a test holds the two together. */
export const diagnosisTable: readonly DiagnosisEntry[] = [...new Set(causes.map(({ code }) => code))].map((code) => {
  const same = causes.filter((cause) => cause.code === code);
  return {
    code,
    sqlstates: same.flatMap(({ sqlstates = [] }) => sqlstates),
    systemCodes: same.flatMap(({ systemCodes = [] }) => systemCodes),
  };
});

/**
 * Says in plain words what a failure means and what to do about it. Pure: what it knows is what it is given.
 *
 * @param input the failure, and whatever is known about its statement, its database and the facts around it
 * @returns always a diagnosis; `unknown` when the SQLSTATE has no words of its own
 * @example
 * diagnose({ failure: serverFailure(error) }).remedy
 */
export function diagnose(input: DiagnoseInput): Diagnosis {
  const cause = causes.find((candidate) => causeApplies(candidate, input)) ?? unknownCause;
  const { explanation, ...rest } = cause.explain(input);
  // What could not be looked up is said: a silent gap would read as "there is nothing".
  return { code: cause.code, ...rest, explanation: [explanation, ...(input.facts?.notes ?? [])].join(' ') };
}
