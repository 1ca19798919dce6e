import { type LoneCheck, loneCheck } from '../check.ts';
import { policyWords } from '../words/policy-words.ts';
import { subject } from '../words/subject.ts';

export const policyMissing: LoneCheck = loneCheck('policy-missing', ['policy'], (policy) => ({
  message: `${subject(policy)} is not there.`,
  why: policy.permissive
    ? 'Roles that it lets in see no rows and can write none.'
    : 'Rows that it holds back are shown and can be written.',
  remedy: [`${policyWords(policy)};`],
}));
