import type { LoneCheck } from './check.ts';
import { commentMissing } from './checks/comment-differs.ts';
import { constraintMissing } from './checks/constraint-missing.ts';
import { eventTriggerMissing } from './checks/event-trigger-missing.ts';
import { extensionMissing } from './checks/extension-missing.ts';
import { foreignKeyMissing } from './checks/foreign-key-missing.ts';
import { functionMissing } from './checks/function-missing.ts';
import { grantMissing } from './checks/grant-missing.ts';
import { indexMissing } from './checks/index-missing.ts';
import { missingColumn } from './checks/missing-column.ts';
import { missingRelation } from './checks/missing-relation.ts';
import { policyMissing } from './checks/policy-missing.ts';
import { primaryKeyMissing } from './checks/primary-key-missing.ts';
import { ruleMissing } from './checks/rule-missing.ts';
import { schemaMissing } from './checks/schema-missing.ts';
import { statisticsMissing } from './checks/statistics-missing.ts';
import { triggerMissing } from './checks/trigger-missing.ts';
import { typeMissing } from './checks/type-missing.ts';

/** Every check of objects that should be there and are not. */
export const missingChecks: readonly LoneCheck[] = [
  commentMissing,
  constraintMissing,
  eventTriggerMissing,
  extensionMissing,
  foreignKeyMissing,
  functionMissing,
  grantMissing,
  indexMissing,
  missingColumn,
  missingRelation,
  policyMissing,
  primaryKeyMissing,
  ruleMissing,
  schemaMissing,
  statisticsMissing,
  triggerMissing,
  typeMissing,
];
