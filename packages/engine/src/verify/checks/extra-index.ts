import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraIndex: LoneCheck = loneCheck('extra-index', ['index'], (index, { against }) => ({
  severity: index.unique ? 'major' : 'info',
  message: `${subject(index)} is there, and ${against.lacks()}.`,
  why: index.unique
    ? 'INSERT and UPDATE statements that should work can be refused by it.'
    : against.either(
        'Every write pays for it, and a new database made by the migrations would not have it.',
        'Every write pays for it, and queries that it makes fast are slower in the other database.',
      ),
  remedy: [against.keepOrDrop('needed')],
}));
