import { type LoneCheck, loneCheck } from '../check.ts';
import { columnWords } from '../words/column-words.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const missingColumn: LoneCheck = loneCheck('missing-column', ['column'], (column) => {
  const needsValue = !column.nullable && column.default === null && column.identity === null;
  const add = (words: string): string => `ALTER TABLE ${tableOf(column)} ADD COLUMN ${words};`;
  return {
    message: `${subject(column)} is not there.`,
    why: `Every query that names it fails: column "${column.name}" does not exist.`,
    remedy: needsValue
      ? [
          add(columnWords({ ...column, nullable: true })),
          'Give it a value in every row, then SET NOT NULL: rows that are there have none.',
        ]
      : [add(columnWords(column))],
  };
});
