import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';
import { eventTriggerWords } from '../words/trigger-words.ts';

export const eventTriggerMissing: LoneCheck = loneCheck('event-trigger-missing', ['event trigger'], (trigger) => ({
  message: `${subject(trigger)} is not there.`,
  why: `Changes of the schema no longer call ${trigger.function}.`,
  remedy: [`${eventTriggerWords(trigger)};`],
}));
