import { type LoneCheck, loneCheck } from '../check.ts';
import { addConstraintGently } from '../words/add-constraint.ts';
import { subject } from '../words/subject.ts';

const why = {
  unique: 'Duplicates can come in, and ON CONFLICT on these columns fails.',
  check: 'Values that were ruled out can come in.',
  exclusion: 'Rows that exclude each other can come in.',
  'not null': 'NULLs can come in.',
} as const;

export const constraintMissing: LoneCheck = loneCheck('constraint-missing', ['constraint'], (constraint) => {
  const { type } = constraint;
  if (type === 'primary key' || type === 'foreign key') return null;
  return {
    message: `${subject(constraint)} is not there.`,
    why: why[type],
    remedy: [...addConstraintGently(constraint), 'It fails as long as rows break it: mend those first.'],
  };
});
