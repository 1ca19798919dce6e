import type { PairCheck } from './check.ts';
import { aggregateDefinition } from './checks/aggregate-definition.ts';
import { columnCollation } from './checks/column-collation.ts';
import { columnDefault } from './checks/column-default.ts';
import { columnGenerated } from './checks/column-generated.ts';
import { columnIdentity } from './checks/column-identity.ts';
import { columnNullability } from './checks/column-nullability.ts';
import { columnOrder } from './checks/column-order.ts';
import { columnStorage } from './checks/column-storage.ts';
import { columnType } from './checks/column-type.ts';
import { commentDiffers } from './checks/comment-differs.ts';
import { compositeAttributes } from './checks/composite-attributes.ts';
import { constraintDeferrable } from './checks/constraint-deferrable.ts';
import { constraintDefinition } from './checks/constraint-definition.ts';
import { constraintNotEnforced } from './checks/constraint-not-enforced.ts';
import { constraintNotValidated } from './checks/constraint-not-validated.ts';
import { domainConstraints } from './checks/domain-constraints.ts';
import { domainDefault } from './checks/domain-default.ts';
import { domainType } from './checks/domain-type.ts';
import { enumValues } from './checks/enum-values.ts';
import { eventTriggerDefinition } from './checks/event-trigger-definition.ts';
import { extensionSchema } from './checks/extension-schema.ts';
import { extensionVersion } from './checks/extension-version.ts';
import { extraPrivileges } from './checks/extra-grant.ts';
import { foreignKeyActions } from './checks/foreign-key-actions.ts';
import { foreignKeyColumns } from './checks/foreign-key-columns.ts';
import { foreignKeyMatch } from './checks/foreign-key-match.ts';
import { foreignKeyTarget } from './checks/foreign-key-target.ts';
import { foreignServer } from './checks/foreign-server.ts';
import { functionArguments } from './checks/function-arguments.ts';
import { functionBody } from './checks/function-body.ts';
import { functionLanguage } from './checks/function-language.ts';
import { functionProperties } from './checks/function-properties.ts';
import { functionReturns } from './checks/function-returns.ts';
import { functionSecurity } from './checks/function-security.ts';
import { grantLacking } from './checks/grant-missing.ts';
import { indexDefinition } from './checks/index-definition.ts';
import { indexInvalid } from './checks/index-invalid.ts';
import { indexOptions } from './checks/index-options.ts';
import { ownerDiffers } from './checks/owner-differs.ts';
import { partitionBound } from './checks/partition-bound.ts';
import { partitionKey } from './checks/partition-key.ts';
import { policyDefinition } from './checks/policy-definition.ts';
import { primaryKeyColumns } from './checks/primary-key-columns.ts';
import { rangeDefinition } from './checks/range-definition.ts';
import { replicaIdentity } from './checks/replica-identity.ts';
import { rowSecurity } from './checks/row-security.ts';
import { ruleDefinition } from './checks/rule-definition.ts';
import { sequenceDefinition } from './checks/sequence-definition.ts';
import { sequenceOwnership } from './checks/sequence-ownership.ts';
import { statisticsDefinition } from './checks/statistics-definition.ts';
import { tableForm } from './checks/table-form.ts';
import { tableInheritance } from './checks/table-inheritance.ts';
import { tableOptions } from './checks/table-options.ts';
import { tableUnlogged } from './checks/table-unlogged.ts';
import { triggerDefinition } from './checks/trigger-definition.ts';
import { triggerDisabled } from './checks/trigger-disabled.ts';
import { triggerState } from './checks/trigger-state.ts';
import { viewColumns } from './checks/view-columns.ts';
import { viewDefinition } from './checks/view-definition.ts';
import { viewNotPopulated } from './checks/view-not-populated.ts';
import { viewOptions } from './checks/view-options.ts';

/** Every check of objects that are on both sides. */
export const pairChecks: readonly PairCheck[] = [
  aggregateDefinition,
  columnCollation,
  columnDefault,
  columnGenerated,
  columnIdentity,
  columnNullability,
  columnOrder,
  columnStorage,
  columnType,
  commentDiffers,
  compositeAttributes,
  constraintDeferrable,
  constraintDefinition,
  constraintNotEnforced,
  constraintNotValidated,
  domainConstraints,
  domainDefault,
  domainType,
  enumValues,
  eventTriggerDefinition,
  extensionSchema,
  extensionVersion,
  extraPrivileges,
  foreignKeyActions,
  foreignKeyColumns,
  foreignKeyMatch,
  foreignKeyTarget,
  foreignServer,
  functionArguments,
  functionBody,
  functionLanguage,
  functionProperties,
  functionReturns,
  functionSecurity,
  grantLacking,
  indexDefinition,
  indexInvalid,
  indexOptions,
  ownerDiffers,
  partitionBound,
  partitionKey,
  policyDefinition,
  primaryKeyColumns,
  rangeDefinition,
  replicaIdentity,
  rowSecurity,
  ruleDefinition,
  sequenceDefinition,
  sequenceOwnership,
  statisticsDefinition,
  tableForm,
  tableInheritance,
  tableOptions,
  tableUnlogged,
  triggerDefinition,
  triggerDisabled,
  triggerState,
  viewColumns,
  viewDefinition,
  viewNotPopulated,
  viewOptions,
];
