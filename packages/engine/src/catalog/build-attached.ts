import type { PolicyObject, RuleObject, StatisticsObject, TriggerObject } from './attached-objects.ts';
import { deferral } from './build-constraints.ts';
import type { Building } from './building.ts';
import type { TriggerState } from './database-objects.ts';
import { qualifiedName } from './qualified-name.ts';
import type { TriggerRow } from './rows.ts';
import { array, sorted, vector } from './server-lists.ts';
import { triggerCondition } from './trigger-condition.ts';

/** Triggers, rules, policies and extended statistics. */
export function buildAttached(building: Building): void {
  buildTriggers(building);
  buildRules(building);
  buildPolicies(building);
  buildStatistics(building);
}

function buildTriggers(building: Building): void {
  const { rows, lookup } = building;
  for (const row of rows.triggers) {
    const relation = lookup.relations.get(row[1]);
    if (relation !== undefined) building.add(triggerOf(building, relation, row), 'pg_trigger', row[0]);
  }
}

function triggerOf(
  { lookup, text }: Building,
  { schema, name: table }: { readonly schema: string; readonly name: string },
  row: TriggerRow,
): TriggerObject {
  const [oid, relation, name, bitText, columns, functionSchema, functionName, hexArguments, hasWhen] = row;
  const [, , , , , , , , , oldTable, newTable, isConstraint, deferrable, deferred, enabled] = row;
  const bits = Number(bitText);
  const definition = hasWhen === 't' ? text('trigger', oid) : null;
  return {
    kind: 'trigger',
    schema,
    table,
    name,
    timing: (bits & 64) !== 0 ? 'instead of' : (bits & 2) !== 0 ? 'before' : 'after',
    level: (bits & 1) !== 0 ? 'row' : 'statement',
    events: triggerEvents.filter(([, bit]) => (bits & bit) !== 0).map(([event]) => event),
    columns: sorted(lookup.columnNames(relation, vector(columns))),
    function: qualifiedName(functionSchema, functionName),
    arguments: Buffer.from(hexArguments, 'hex').toString('utf8').split('\0').slice(0, -1),
    hasWhen: hasWhen === 't',
    when: definition === null ? null : triggerCondition(definition),
    oldTable,
    newTable,
    deferrable: deferral(deferrable, deferred),
    isConstraint: isConstraint === 't',
    enabled: triggerState(enabled),
  };
}

/** As pg_trigger.tgtype has them. */
const triggerEvents: readonly (readonly [TriggerObject['events'][number], bit: number])[] = [
  ['insert', 4],
  ['update', 16],
  ['delete', 8],
  ['truncate', 32],
];

/** As pg_trigger, pg_rewrite and pg_event_trigger have it. */
export function triggerState(letter: string): TriggerState {
  return letter === 'D' ? 'disabled' : letter === 'R' ? 'replica' : letter === 'A' ? 'always' : 'origin';
}

function buildRules(building: Building): void {
  for (const [oid, relation, name, event, instead, enabled] of building.rows.rules) {
    const on = building.lookup.relations.get(relation);
    if (on === undefined) continue;
    const rule: RuleObject = {
      kind: 'rule',
      schema: on.schema,
      table: on.name,
      name,
      event: ruleEvents[event] ?? 'select',
      instead: instead === 't',
      enabled: triggerState(enabled),
      text: building.text('rule', oid),
    };
    building.add(rule, 'pg_rewrite', oid);
  }
}

const ruleEvents: Readonly<Record<string, RuleObject['event']>> = {
  '1': 'select',
  '2': 'update',
  '3': 'insert',
  '4': 'delete',
};

function buildPolicies(building: Building): void {
  const { rows, lookup } = building;
  for (const [oid, relation, name, command, permissive, roles, hasUsing, hasCheck] of rows.policies) {
    const on = lookup.relations.get(relation);
    if (on === undefined) continue;
    const policy: PolicyObject = {
      kind: 'policy',
      schema: on.schema,
      table: on.name,
      name,
      command: commands[command] ?? 'all',
      permissive: permissive === 't',
      roles: sorted(array(roles).map(lookup.role)),
      using: hasUsing === 't' ? building.text('policy', oid, 1) : null,
      check: hasCheck === 't' ? building.text('policy', oid, 2) : null,
    };
    building.add(policy, 'pg_policy', oid);
  }
}

const commands: Readonly<Record<string, PolicyObject['command']>> = {
  '*': 'all',
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
};

function buildStatistics(building: Building): void {
  const { rows, lookup } = building;
  for (const [oid, schema, name, relation, kinds, columns, hasExpressions, target] of rows.statistics) {
    const on = lookup.relations.get(relation);
    if (on === undefined || lookup.isMember('pg_statistic_ext', oid)) continue;
    const statistics: StatisticsObject = {
      kind: 'statistics',
      schema,
      table: on.name,
      name,
      kinds: sorted(array(kinds).flatMap((letter) => statisticsKinds[letter] ?? [])),
      columns: sorted(lookup.columnNames(relation, vector(columns))),
      text: hasExpressions === 't' ? building.text('statistics', oid) : null,
      statisticsTarget: target === null ? null : Number(target),
    };
    building.add(statistics, 'pg_statistic_ext', oid);
  }
}

/** `e`, expressions, follows from there being some. */
const statisticsKinds: Readonly<Record<string, string>> = { d: 'ndistinct', f: 'dependencies', m: 'mcv' };
