import { statementFootprint } from '../../locks/statement-footprint.ts';
import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule, Subject } from '../rule.ts';
import type { PlacedChange } from '../schema/change.ts';
import { type Relation, relationText } from '../schema/relation.ts';
import { findRelation, type Schema } from '../schema/schema.ts';

export const moreAfterAccessExclusive: Rule = {
  id: 'more-after-access-exclusive',
  severity: 'warning',
  summary: 'A transaction locks a table against everybody, and then does something that takes long.',
  why: 'The lock is held until the end of the file: nobody can read the table while the rest runs.',
  *check(subject) {
    for (const file of subject.files) {
      if (file.mode !== 'transactional' || !file.isNew) continue;
      const steps = subject.stepsOf(file).filter(({ command }) => command.via === 'statement');
      let locked: { readonly table: Relation; readonly line: number } | null = null;
      for (const step of steps) {
        if (locked !== null && takesLong(step)) {
          yield draftAt(step, step.command.at(), {
            message: `${relationText(locked.table)} is locked against everybody since line ${locked.line} while this runs.`,
            remedy: ['Move this into a file of its own, or before the statement that takes the lock.'],
          });
          break;
        }
        const table = lockedBy(subject, step);
        if (locked === null && table !== null) locked = { table, line: step.command.at().place.line };
      }
    }
  },
};

/** The table in use that a statement locks with ACCESS EXCLUSIVE. */
function lockedBy({ schema }: Subject, step: Step): Relation | null {
  const { statement, text } = step.command.source;
  const { locks } = statementFootprint({ kind: statement.kind, text }, 18);
  for (const { relation, mode } of locks) {
    const found = mode === 'ACCESS EXCLUSIVE' ? named(schema, relation) : null;
    if (found !== null && isReleased(step, found)) return found;
  }
  return null;
}

function named(schema: Schema, parts: readonly string[]): Relation | null {
  const found = findRelation(schema, { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? '' });
  return found.is === 'found' ? found.relation : null;
}

/** It goes through all rows of a table that has some. */
function takesLong(step: Step): boolean {
  const { node } = step.command;
  if ('UpdateStmt' in node || 'DeleteStmt' in node) return true;
  if ('InsertStmt' in node) return node.InsertStmt.selectStmt !== undefined && !isValues(node.InsertStmt.selectStmt);
  return step.changes.some((change) => readsRows(step, change));
}

function isValues(select: object): boolean {
  return 'SelectStmt' in select && (select.SelectStmt as { fromClause?: unknown }).fromClause === undefined;
}

function readsRows(step: Step, change: PlacedChange): boolean {
  if (change.is === 'index-created' || change.is === 'validated') return isReleased(step, change.table);
  if (change.is === 'foreign-key-added') return change.scans && isReleased(step, change.key.table);
  if (change.is === 'check-added') return change.where === 'alter' && change.isValid && isReleased(step, change.table);
  return change.is === 'set-not-null' && !change.isProven && isReleased(step, change.table);
}
