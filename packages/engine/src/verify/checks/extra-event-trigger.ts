import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraEventTrigger: LoneCheck = loneCheck('extra-event-trigger', ['event trigger'], (trigger) => ({
  message: `${subject(trigger)} is there, and no migration makes it.`,
  why: 'It can refuse or change what migrations do.',
  remedy: ['Make it by a migration if it is right, drop it if it is not, or allow it in the configuration.'],
}));
