import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraType: LoneCheck = loneCheck(
  'extra-type',
  ['enum', 'domain', 'composite type', 'range type'],
  (type) => ({
    message: `${subject(type)} is there, and no migration makes it.`,
    why: 'A new database made by the migrations would not have it.',
    remedy: ['Make it by a migration if it is needed, drop it if it is not, or allow it in the configuration.'],
  }),
);
