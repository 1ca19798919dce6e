import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraColumn: LoneCheck = loneCheck('extra-column', ['column'], (column) => {
  const { nullable, generated, identity } = column;
  const needsValue = !nullable && column.default === null && generated === null && identity === null;
  return {
    severity: needsValue ? 'major' : 'info',
    message: `${subject(column)} is there, and no migration makes it.`,
    why: needsValue
      ? 'It demands a value and has no default: INSERT statements that do not know of it fail.'
      : 'A new database made by the migrations would not have it.',
    remedy: [
      ...(needsValue ? ['Give it a default, or let it be NULL, before anything else.'] : []),
      'Make it by a migration if it is needed, drop it if it is not, or allow it in the configuration.',
    ],
  };
});
