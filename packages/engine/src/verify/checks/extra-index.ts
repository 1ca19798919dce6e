import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraIndex: LoneCheck = loneCheck('extra-index', ['index'], (index) => ({
  severity: index.unique ? 'major' : 'info',
  message: `${subject(index)} is there, and no migration makes it.`,
  why: index.unique
    ? 'INSERT and UPDATE statements that should work can be refused by it.'
    : 'Every write pays for it, and a new database made by the migrations would not have it.',
  remedy: ['Make it by a migration if it is needed, drop it if it is not, or allow it in the configuration.'],
}));
