import { qualifiedName } from '../../catalog/qualified-name.ts';
import { type LoneCheck, loneCheck } from '../check.ts';
import { addConstraintGently } from '../words/add-constraint.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const foreignKeyMissing: LoneCheck = loneCheck('foreign-key-missing', ['constraint'], (constraint) => {
  if (constraint.type !== 'foreign key' || constraint.target === null) return null;
  const target = qualifiedName(constraint.target.schema, constraint.target.table);
  return {
    message: `${subject(constraint).replace(/^Constraint/, 'Foreign key')} is not there.`,
    why: `Nothing keeps ${tableOf(constraint)} from referring to rows of ${target} that do not exist.`,
    remedy: [
      ...addConstraintGently(constraint),
      'The second statement fails as long as rows refer to nothing: mend those first.',
    ],
  };
});
