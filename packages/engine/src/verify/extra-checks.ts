import type { LoneCheck } from './check.ts';
import { extraComment } from './checks/comment-differs.ts';
import { extraColumn } from './checks/extra-column.ts';
import { extraConstraint } from './checks/extra-constraint.ts';
import { extraEventTrigger } from './checks/extra-event-trigger.ts';
import { extraExtension } from './checks/extra-extension.ts';
import { extraFunction } from './checks/extra-function.ts';
import { extraGrant } from './checks/extra-grant.ts';
import { extraIndex } from './checks/extra-index.ts';
import { extraPolicy } from './checks/extra-policy.ts';
import { extraRelation } from './checks/extra-relation.ts';
import { extraRule } from './checks/extra-rule.ts';
import { extraSchema } from './checks/extra-schema.ts';
import { extraStatistics } from './checks/extra-statistics.ts';
import { extraTrigger } from './checks/extra-trigger.ts';
import { extraType } from './checks/extra-type.ts';

/** Every check of objects that are there and should not be. */
export const extraChecks: readonly LoneCheck[] = [
  extraComment,
  extraColumn,
  extraConstraint,
  extraEventTrigger,
  extraExtension,
  extraFunction,
  extraGrant,
  extraIndex,
  extraPolicy,
  extraRelation,
  extraRule,
  extraSchema,
  extraStatistics,
  extraTrigger,
  extraType,
];
