import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraConstraint: LoneCheck = loneCheck('extra-constraint', ['constraint'], (constraint) => ({
  // One that is not enforced refuses nothing.
  severity: constraint.enforced ? 'major' : 'info',
  message: `${subject(constraint)} is there, and no migration makes it.`,
  why: 'INSERT, UPDATE or DELETE statements that should work can be refused by it.',
  remedy: ['Make it by a migration if it is right, drop it if it is not, or allow it in the configuration.'],
}));
