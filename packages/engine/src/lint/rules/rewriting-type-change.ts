import { strings } from '../../declared/tree-names.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { relationText } from '../schema/relation.ts';
import { isFreeRetype } from '../types/is-free-retype.ts';
import { typeText } from '../types/sql-type.ts';
import { castOf } from '../types/type-casts.ts';

type Retyped = Extract<PlacedChange, { is: 'column-retyped' }>;

export const rewritingTypeChange: Rule = {
  id: 'rewriting-type-change',
  severity: 'warning',
  summary: 'A column of a table that is in use gets a type for which its rows are written anew.',
  why: 'Nobody can use the table, nor those that its foreign keys join it to, until all rows and indexes are written.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'column-retyped' || !isReleased(step, change.table) || !rewrites(change)) continue;
        const { table, column, from, to } = change;
        const types = from === null || to === null ? '' : ` from ${typeText(from)} to ${typeText(to)}`;
        yield draftAt(step, change.origin, {
          message: `Changing ${relationText(table)}.${column}${types} writes the whole table anew.`,
          remedy: [
            'Add a column of the new type, fill it in batches, keep it up to date by a trigger, and exchange the two in a later file.',
          ],
        });
      }
    }
  },
};

/** What cannot be told is not said; what fails is said by another rule. */
function rewrites({ from, to, using, given, column }: Retyped): boolean {
  if (from === null || to === null || (given !== null && castOf(given, to) === 'none')) return false;
  const isItself = using === null || ('ColumnRef' in using && strings(using.ColumnRef.fields).at(-1) === column);
  const isCastOnly = using !== null && 'TypeCast' in using;
  if (!isItself && !isCastOnly) return true;
  return isFreeRetype(from, to) === false;
}
