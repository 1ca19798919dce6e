import type { Rule } from './rule.ts';
import { concurrentlyIfNotExists } from './rules/concurrently-if-not-exists.ts';
import { constraintWithoutNotValid } from './rules/constraint-without-not-valid.ts';
import { dropIndexNotConcurrent } from './rules/drop-index-not-concurrent.ts';
import { dropOfEarlierTable } from './rules/drop-of-earlier-table.ts';
import { duplicateNumber } from './rules/duplicate-number.ts';
import { editedSinceBase } from './rules/edited-since-base.ts';
import { foreignKeyTargetMissing } from './rules/foreign-key-target-missing.ts';
import { foreignKeyTargetNotUnique } from './rules/foreign-key-target-not-unique.ts';
import { foreignKeyTypeMismatch } from './rules/foreign-key-type-mismatch.ts';
import { impossibleCast } from './rules/impossible-cast.ts';
import { incompatibleDropOrRename } from './rules/incompatible-drop-or-rename.ts';
import { indexNotConcurrent } from './rules/index-not-concurrent.ts';
import { lowerNumberThanBase } from './rules/lower-number-than-base.ts';
import { mixedFile } from './rules/mixed-file.ts';
import { moreAfterAccessExclusive } from './rules/more-after-access-exclusive.ts';
import { newEnumValueUsed } from './rules/new-enum-value-used.ts';
import { requiredColumnWithoutDefault } from './rules/required-column-without-default.ts';
import { rewritingAddColumn } from './rules/rewriting-add-column.ts';
import { rewritingTypeChange } from './rules/rewriting-type-change.ts';
import { setNotNullWithoutCheck } from './rules/set-not-null-without-check.ts';
import { settingsLeftBehind } from './rules/settings-left-behind.ts';
import { swallowedException } from './rules/swallowed-exception.ts';
import { tableRedefined } from './rules/table-redefined.ts';
import { transactionControl } from './rules/transaction-control.ts';
import { uniqueWithoutUsingIndex } from './rules/unique-without-using-index.ts';
import { updateWithoutWhere } from './rules/update-without-where.ts';
import { usedBeforeCreated } from './rules/used-before-created.ts';
import { validateInSameTransaction } from './rules/validate-in-same-transaction.ts';

/** Every rule, in the order of docs/rules/README.md. */
export const rules: readonly Rule[] = [
  foreignKeyTypeMismatch,
  foreignKeyTargetMissing,
  foreignKeyTargetNotUnique,
  usedBeforeCreated,
  tableRedefined,
  impossibleCast,
  duplicateNumber,
  lowerNumberThanBase,
  editedSinceBase,
  transactionControl,
  mixedFile,
  swallowedException,
  settingsLeftBehind,
  dropOfEarlierTable,
  concurrentlyIfNotExists,
  indexNotConcurrent,
  dropIndexNotConcurrent,
  constraintWithoutNotValid,
  validateInSameTransaction,
  setNotNullWithoutCheck,
  rewritingTypeChange,
  rewritingAddColumn,
  uniqueWithoutUsingIndex,
  moreAfterAccessExclusive,
  updateWithoutWhere,
  incompatibleDropOrRename,
  newEnumValueUsed,
  requiredColumnWithoutDefault,
];
