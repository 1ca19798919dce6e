import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraTrigger: LoneCheck = loneCheck('extra-trigger', ['trigger'], (trigger) => ({
  message: `${subject(trigger)} is there, and no migration makes it.`,
  why: 'It can refuse or change what INSERT, UPDATE and DELETE statements do.',
  remedy: ['Make it by a migration if it is right, drop it if it is not, or allow it in the configuration.'],
}));
