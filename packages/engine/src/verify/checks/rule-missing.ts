import { type LoneCheck, loneCheck } from '../check.ts';
import { objectWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const ruleMissing: LoneCheck = loneCheck('rule-missing', ['rule'], (rule, { expected }) => ({
  message: `${subject(rule)} is not there.`,
  why: 'Statements that it should turn into something else are run as they are, or refused.',
  remedy: rule.text === null ? ['Run the CREATE RULE again, by a new migration.'] : [`${objectWords(rule, expected)};`],
}));
