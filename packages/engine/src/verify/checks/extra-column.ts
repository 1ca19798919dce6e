import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraColumn: LoneCheck = loneCheck('extra-column', ['column'], (column, { against }) => {
  const { nullable, generated, identity } = column;
  const needsValue = !nullable && column.default === null && generated === null && identity === null;
  return {
    severity: needsValue ? 'major' : 'info',
    message: `${subject(column)} is there, and ${against.lacks()}.`,
    why: needsValue
      ? 'It demands a value and has no default: INSERT statements that do not know of it fail.'
      : against.either(
          'A new database made by the migrations would not have it.',
          'What uses it fails in the other database.',
        ),
    remedy: [
      ...(needsValue ? ['Give it a default, or let it be NULL, before anything else.'] : []),
      against.keepOrDrop('needed'),
    ],
  };
});
