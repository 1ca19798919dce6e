import type { TriggerObject } from '../../catalog/attached-objects.ts';
import type { EventTriggerObject, TriggerState } from '../../catalog/database-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { deferralWords } from './constraint-words.ts';
import { listed, parenthesised, tableOf } from './names.ts';

/** `CREATE TRIGGER touch BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch()`. */
export function triggerWords(trigger: TriggerObject): string {
  return [
    `CREATE ${trigger.isConstraint ? 'CONSTRAINT ' : ''}TRIGGER ${writtenIdentifier(trigger.name)}`,
    `${trigger.timing.toUpperCase()} ${trigger.events.map((event) => eventWords(event, trigger)).join(' OR ')}`,
    `ON ${tableOf(trigger)}`,
    deferralWords(trigger.deferrable),
    referencingWords(trigger),
    `FOR EACH ${trigger.level.toUpperCase()}`,
    trigger.hasWhen ? `WHEN ${parenthesised(trigger.when ?? '...')}` : null,
    `EXECUTE FUNCTION ${trigger.function}(${trigger.arguments.map(writtenLiteral).join(', ')})`,
  ]
    .filter((word) => word !== null)
    .join(' ');
}

function eventWords(event: string, { columns }: TriggerObject): string {
  return event === 'update' && columns.length > 0 ? `UPDATE OF ${listed(columns)}` : event.toUpperCase();
}

function referencingWords({ oldTable, newTable }: TriggerObject): string | null {
  if (oldTable === null && newTable === null) return null;
  const old = oldTable === null ? '' : ` OLD TABLE AS ${writtenIdentifier(oldTable)}`;
  return `REFERENCING${old}${newTable === null ? '' : ` NEW TABLE AS ${writtenIdentifier(newTable)}`}`;
}

/** `CREATE EVENT TRIGGER log ON ddl_command_end EXECUTE FUNCTION audit.log_ddl()`. */
export function eventTriggerWords(trigger: EventTriggerObject): string {
  const tags = trigger.tags.length === 0 ? '' : ` WHEN TAG IN (${trigger.tags.map(writtenLiteral).join(', ')})`;
  return `CREATE EVENT TRIGGER ${writtenIdentifier(trigger.name)} ON ${trigger.event}${tags} EXECUTE FUNCTION ${trigger.function}()`;
}

/** What ALTER TABLE and ALTER EVENT TRIGGER say to bring a trigger or rule into a state. */
export const stateWords: Readonly<Record<TriggerState, string>> = {
  origin: 'ENABLE',
  disabled: 'DISABLE',
  replica: 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
};
