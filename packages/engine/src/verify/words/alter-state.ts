import type { RuleObject, TriggerObject } from '../../catalog/attached-objects.ts';
import type { EventTriggerObject } from '../../catalog/database-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { tableOf } from './names.ts';
import { stateWords } from './trigger-words.ts';

/** `ALTER TABLE public.users ENABLE TRIGGER touch;`: brings it into the state that the object has. */
export function alterState(object: TriggerObject | RuleObject | EventTriggerObject): string {
  const name = writtenIdentifier(object.name);
  const state = stateWords[object.enabled];
  if (object.kind === 'event trigger') return `ALTER EVENT TRIGGER ${name} ${state};`;
  return `ALTER TABLE ${tableOf(object)} ${state} ${object.kind.toUpperCase()} ${name};`;
}
