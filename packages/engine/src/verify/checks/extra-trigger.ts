import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraTrigger: LoneCheck = loneCheck('extra-trigger', ['trigger'], (trigger, { against }) => ({
  message: `${subject(trigger)} is there, and ${against.lacks()}.`,
  why: 'It can refuse or change what INSERT, UPDATE and DELETE statements do.',
  remedy: [against.keepOrDrop('right')],
}));
