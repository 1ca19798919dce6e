import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';
import { triggerWords } from '../words/trigger-words.ts';

export const triggerMissing: LoneCheck = loneCheck('trigger-missing', ['trigger'], (trigger) => ({
  message: `${subject(trigger)} is not there.`,
  why: `What ${trigger.function} keeps up, such as a time stamp or a total, is no longer kept up, without any error.`,
  remedy: [`${triggerWords(trigger)};`, 'Rows that were written meanwhile may have to be mended.'],
}));
