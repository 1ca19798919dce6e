import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraConstraint: LoneCheck = loneCheck('extra-constraint', ['constraint'], (constraint, { against }) => ({
  // One that is not enforced refuses nothing.
  severity: constraint.enforced ? 'major' : 'info',
  message: `${subject(constraint)} is there, and ${against.lacks()}.`,
  why: 'INSERT, UPDATE or DELETE statements that should work can be refused by it.',
  remedy: [against.keepOrDrop('right')],
}));
