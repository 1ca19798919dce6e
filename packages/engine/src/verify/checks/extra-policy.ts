import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraPolicy: LoneCheck = loneCheck('extra-policy', ['policy'], (policy) => ({
  message: `${subject(policy)} is there, and no migration makes it.`,
  why: policy.permissive
    ? 'It shows rows to roles that should not see them.'
    : 'It hides rows from roles that should see them.',
  remedy: ['Make it by a migration if it is right, drop it if it is not, or allow it in the configuration.'],
}));
