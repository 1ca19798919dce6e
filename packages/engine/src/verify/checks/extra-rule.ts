import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraRule: LoneCheck = loneCheck('extra-rule', ['rule'], (rule, { against }) => ({
  message: `${subject(rule)} is there, and ${against.lacks()}.`,
  why: 'Statements on the table can do something else than they say.',
  remedy: [against.keepOrDrop('right')],
}));
