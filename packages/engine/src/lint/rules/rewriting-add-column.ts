import type { ColumnDef, Node } from 'libpg-query';
import { callsIn } from '../../declared/mentioned.ts';
import { volatileFunctions } from '../../locks/column-default.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';
import { isSerial } from '../types/sql-type.ts';

export const rewritingAddColumn: Rule = {
  id: 'rewriting-add-column',
  severity: 'warning',
  summary: 'A column is added to a table that is in use, with a value of its own for each row.',
  why: 'The whole table is written anew while nobody can use it. A constant default costs nothing.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'column-added' || !isReleased(step, change.table)) continue;
        const reason = 'ColumnDef' in change.definition ? reasonOf(change.definition.ColumnDef) : null;
        if (reason === null) continue;
        yield draftAt(step, change.origin, {
          message: `Adding ${relationText(change.table)}.${change.column.name} writes the whole table anew: ${reason}.`,
          remedy: [
            'Add the column without it, set the default in a second ALTER TABLE (it is then for new rows only), and fill the old rows in batches.',
          ],
        });
      }
    }
  },
};

function reasonOf({ typeName, constraints = [] }: ColumnDef): string | null {
  if (isSerial(typeName)) return 'a serial gives each row a number';
  for (const node of constraints) {
    if (!('Constraint' in node)) continue;
    const { contype, raw_expr: expression, generated_kind: kind } = node.Constraint;
    if (contype === 'CONSTR_IDENTITY') return 'an identity gives each row a number';
    if (contype === 'CONSTR_GENERATED' && kind !== 'v') return 'its expression is stored in each row';
    const call = contype === 'CONSTR_DEFAULT' ? volatileCall(expression) : undefined;
    if (call !== undefined) return `${call}() gives each row a value of its own`;
  }
  return null;
}

function volatileCall(expression: Node | undefined): string | undefined {
  if (expression === undefined) return undefined;
  // Around it, so that a call that is the whole expression is seen too.
  const calls = callsIn({ ResTarget: { val: expression } });
  return calls.map((parts) => parts.at(-1) ?? '').find((name) => volatileFunctions.has(name));
}
