import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraPolicy: LoneCheck = loneCheck('extra-policy', ['policy'], (policy, { against }) => ({
  message: `${subject(policy)} is there, and ${against.lacks()}.`,
  why: policy.permissive
    ? 'It shows rows to roles that should not see them.'
    : 'It hides rows from roles that should see them.',
  remedy: [against.keepOrDrop('right')],
}));
