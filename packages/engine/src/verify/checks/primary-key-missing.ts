import { type LoneCheck, loneCheck } from '../check.ts';
import { addConstraint } from '../words/add-constraint.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const primaryKeyMissing: LoneCheck = loneCheck('primary-key-missing', ['constraint'], (constraint) => {
  if (constraint.type !== 'primary key') return null;
  return {
    message: `${subject(constraint)} is not there: the table has no primary key.`,
    why: 'Rows can be there twice, ON CONFLICT fails, and foreign keys to the table are refused.',
    remedy: [
      addConstraint(constraint),
      `It fails as long as ${tableOf(constraint)} has duplicates or NULLs in these columns.`,
    ],
  };
});
