import type { TriggerObject } from '../../catalog/attached-objects.ts';
import type { EventTriggerObject, TriggerState } from '../../catalog/database-objects.ts';
import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';
import { columnList, qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

export function createTrigger(trigger: TriggerObject): string {
  const { schema, table, name, isConstraint, timing, level, deferrable, when, oldTable, newTable } = trigger;
  const tables = [
    ...(oldTable === null ? [] : [`OLD TABLE AS ${quoteIdentifier(oldTable)}`]),
    ...(newTable === null ? [] : [`NEW TABLE AS ${quoteIdentifier(newTable)}`]),
  ];
  return [
    `CREATE ${isConstraint ? 'CONSTRAINT ' : ''}TRIGGER ${quoteIdentifier(name)}`,
    `${timing.toUpperCase()} ${events(trigger)} ON ${qualified(schema, table)}`,
    ...(deferrable === 'no' ? [] : [`DEFERRABLE INITIALLY ${deferrable.toUpperCase()}`]),
    ...(tables.length === 0 ? [] : [`REFERENCING ${tables.join(' ')}`]),
    `FOR EACH ${level.toUpperCase()}`,
    ...(when === null ? [] : [`WHEN (${rewritten(when)})`]),
    `EXECUTE FUNCTION ${trigger.function}(${trigger.arguments.map(quoteLiteral).join(', ')})`,
  ].join(' ');
}

function events({ events: all, columns }: TriggerObject): string {
  const words = all.map((event) => {
    return event === 'update' && columns.length > 0
      ? `UPDATE OF ${columnList(columns).slice(1, -1)}`
      : event.toUpperCase();
  });
  return words.join(' OR ');
}

/** When it fires. */
export function enableTrigger({ schema, table, name, enabled }: TriggerObject): string {
  return `ALTER TABLE ${qualified(schema, table)} ${enabling(enabled)} TRIGGER ${quoteIdentifier(name)}`;
}

export function dropTrigger({ schema, table, name }: TriggerObject): string {
  return `DROP TRIGGER ${quoteIdentifier(name)} ON ${qualified(schema, table)}`;
}

/** The word of ALTER TABLE for a state of a trigger or rule. */
export function enabling(state: TriggerState): string {
  return { origin: 'ENABLE', disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' }[state];
}

export function createEventTrigger(trigger: EventTriggerObject): readonly string[] {
  const { name, event, tags, enabled } = trigger;
  const when = tags.length === 0 ? '' : ` WHEN TAG IN (${tags.map(quoteLiteral).join(', ')})`;
  return [
    `CREATE EVENT TRIGGER ${quoteIdentifier(name)} ON ${event}${when} EXECUTE FUNCTION ${trigger.function}()`,
    ...(enabled === 'origin' ? [] : [`ALTER EVENT TRIGGER ${quoteIdentifier(name)} ${enabling(enabled)}`]),
  ];
}
