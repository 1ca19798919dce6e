import { isSure } from '../chain/command.ts';
import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { originText } from '../origin-text.ts';
import type { Draft, Rule } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { relationText } from '../schema/relation.ts';
import { isIdenticalType, typeText } from '../types/sql-type.ts';

export const tableRedefined: Rule = {
  id: 'table-redefined',
  severity: 'error',
  summary: 'A table or a column is created again, in another shape.',
  why: 'With IF NOT EXISTS nothing happens, and nothing says so: the table keeps its older shape, and later queries fail. Without it the statement fails.',
  *check({ steps }) {
    for (const step of steps) {
      if (!isSure(step.command)) continue;
      for (const change of step.changes) {
        if (change.is === 'create-skipped') yield* skipped(step, change);
        if (change.is === 'create-refused') yield refused(step, change);
        if (change.is === 'column-skipped') yield* columnSkipped(step, change);
      }
    }
  },
};

type Skipped = Extract<PlacedChange, { is: 'create-skipped' }>;

function* skipped(step: Step, change: Skipped): Iterable<Draft> {
  const { existing } = change;
  const differences = differencesOf(change);
  if (differences.length === 0) return;
  const name = relationText(existing);
  yield draftAt(step, change.origin, {
    message: `${name} is there already, from ${originText(existing.origin)}, in another shape: ${differences.join('; ')}. IF NOT EXISTS leaves it as it is.`,
    remedy: [
      `Bring ${name} to the new shape with ALTER TABLE, in a file of its own.`,
      'Or give the new table another name.',
    ],
  });
}

/** What the new definition has that the table has not. Columns that came to it in the meantime are no contradiction. */
function differencesOf({ existing, written, had }: Skipped): readonly string[] {
  if (existing.isOpen && had.size === 0) return existing.kind === written.kind ? [] : [`it is a ${existing.kind}`];
  return [...written.columns.values()].flatMap(({ name, type }) => {
    const old = had.get(name);
    if (old === undefined) return existing.isOpen ? [] : [`it has no column ${name}`];
    if (old.type === null || type === null || isIdenticalType(old.type, type)) return [];
    return [`${name} is ${typeText(old.type)} there, and ${typeText(type)} here`];
  });
}

function refused(step: Step, change: Extract<PlacedChange, { is: 'create-refused' }>): Draft {
  const { existing } = change;
  return draftAt(step, change.origin, {
    message: `${relationText(existing)} is there already, from ${originText(existing.origin)}.`,
    why: 'PostgreSQL refuses a second one of that name (42P07).',
    remedy: ['Change the one that is there with ALTER TABLE, or drop it first, or give the new one another name.'],
  });
}

function* columnSkipped(step: Step, change: Extract<PlacedChange, { is: 'column-skipped' }>): Iterable<Draft> {
  const { table, column, existing } = change;
  if (existing.type === null || column.type === null || isIdenticalType(existing.type, column.type)) return;
  const name = `${relationText(table)}.${column.name}`;
  yield draftAt(step, change.origin, {
    message: `${name} is there already, as ${typeText(existing.type)}, not ${typeText(column.type)}. IF NOT EXISTS leaves it as it is.`,
    remedy: [
      `Change its type: ALTER TABLE ${relationText(table)} ALTER COLUMN ${column.name} TYPE ${typeText(column.type)}.`,
    ],
  });
}
