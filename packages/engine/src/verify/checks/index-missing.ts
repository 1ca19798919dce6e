import { type LoneCheck, loneCheck } from '../check.ts';
import { indexWords } from '../words/index-words.ts';
import { subject } from '../words/subject.ts';

export const indexMissing: LoneCheck = loneCheck('index-missing', ['index'], (index) => ({
  severity: index.unique ? 'major' : 'minor',
  message: `${subject(index)} is not there.`,
  why: index.unique
    ? 'Duplicates can come in, and ON CONFLICT on these columns fails.'
    : 'Queries that it served read the whole table.',
  remedy: [`${indexWords(index, true)};`],
}));
