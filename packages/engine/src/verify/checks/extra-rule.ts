import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraRule: LoneCheck = loneCheck('extra-rule', ['rule'], (rule) => ({
  message: `${subject(rule)} is there, and no migration makes it.`,
  why: 'Statements on the table can do something else than they say.',
  remedy: ['Make it by a migration if it is right, drop it if it is not, or allow it in the configuration.'],
}));
