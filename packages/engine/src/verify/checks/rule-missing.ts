import { type LoneCheck, loneCheck } from '../check.ts';
import { objectWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const ruleMissing: LoneCheck = loneCheck('rule-missing', ['rule'], (rule, { expected, against }) => ({
  message: `${subject(rule)} is not there.`,
  why: 'Statements that it should turn into something else are run as they are, or refused.',
  remedy:
    rule.text === null
      ? [
          against.either(
            'Run the CREATE RULE again, by a new migration.',
            'Run the CREATE RULE of the other database here.',
          ),
        ]
      : [`${objectWords(rule, expected)};`],
}));
