import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraType: LoneCheck = loneCheck(
  'extra-type',
  ['enum', 'domain', 'composite type', 'range type'],
  (type, { against }) => ({
    message: `${subject(type)} is there, and ${against.lacks()}.`,
    why: against.either(
      'A new database made by the migrations would not have it.',
      'What uses it fails in the other database.',
    ),
    remedy: [against.keepOrDrop('needed')],
  }),
);
