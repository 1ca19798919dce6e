import { type LoneCheck, loneCheck } from '../check.ts';
import { objectWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const typeMissing: LoneCheck = loneCheck(
  'type-missing',
  ['enum', 'domain', 'composite type', 'range type'],
  (type, { expected }) => ({
    message: `${subject(type)} is not there.`,
    why: `Every statement that names it fails: type "${type.name}" does not exist.`,
    remedy: [`${objectWords(type, expected)};`],
  }),
);
