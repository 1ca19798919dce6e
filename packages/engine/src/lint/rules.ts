import type { Rule } from './rule.ts';
import { duplicateNumber } from './rules/duplicate-number.ts';
import { editedSinceBase } from './rules/edited-since-base.ts';
import { foreignKeyTargetMissing } from './rules/foreign-key-target-missing.ts';
import { foreignKeyTargetNotUnique } from './rules/foreign-key-target-not-unique.ts';
import { foreignKeyTypeMismatch } from './rules/foreign-key-type-mismatch.ts';
import { lowerNumberThanBase } from './rules/lower-number-than-base.ts';
import { mixedFile } from './rules/mixed-file.ts';
import { tableRedefined } from './rules/table-redefined.ts';
import { transactionControl } from './rules/transaction-control.ts';
import { usedBeforeCreated } from './rules/used-before-created.ts';

/** Every rule, in the order of docs/rules/README.md. */
export const rules: readonly Rule[] = [
  foreignKeyTypeMismatch,
  foreignKeyTargetMissing,
  foreignKeyTargetNotUnique,
  usedBeforeCreated,
  tableRedefined,
  duplicateNumber,
  lowerNumberThanBase,
  editedSinceBase,
  transactionControl,
  mixedFile,
];
