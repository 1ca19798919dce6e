import type { Step } from '../chain/follow-chain.ts';
import { draftAt } from '../draft-at.ts';
import { inspectsTypes } from '../inspects-types.ts';
import { originText } from '../origin-text.ts';
import type { Draft, Rule, Subject } from '../rule.ts';
import type { KeyPair, PlacedChange } from '../schema/change.ts';
import { keyPairs } from '../schema/key-pairs.ts';
import { relationText } from '../schema/relation.ts';
import { keyAgreement } from '../types/key-agreement.ts';
import { typeText } from '../types/sql-type.ts';

type KeyTyped = Extract<PlacedChange, { is: 'key-typed' }>;

export const foreignKeyTypeMismatch: Rule = {
  id: 'foreign-key-type-mismatch',
  severity: 'error',
  summary: 'A foreign key joins columns of different types.',
  why: 'PostgreSQL refuses such a key (42804), and with it the table or the whole ALTER TABLE.',
  *check(subject) {
    for (const step of subject.steps) {
      for (const change of step.changes) if (change.is === 'key-typed') yield* checkKey(subject, step, change);
    }
  },
};

function* checkKey(subject: Subject, step: Step, change: KeyTyped): Iterable<Draft> {
  for (const pair of change.pairs) {
    const agreement = keyAgreement(pair.type, pair.targetType);
    if (agreement === 'refused' && failsThere(subject, step, change, pair)) yield refused(subject, step, change, pair);
    if (agreement === 'accepted' && lasts(subject, change, pair)) yield accepted(step, change, pair);
  }
}

/** Under a condition it may be meant for another state of the columns; what is put right in the end was known. */
function failsThere({ schema }: Subject, { command }: Step, { key }: KeyTyped, { column }: KeyPair): boolean {
  if (command.chosenIn !== null || (command.conditional && inspectsTypes(command))) return false;
  if (!command.conditional && command.handler === null) return true;
  const end = keyPairs(schema, key).find((pair) => pair.column === column);
  return end !== undefined && keyAgreement(end.type, end.targetType) === 'refused';
}

/** What PostgreSQL takes counts as it is in the end, and is said where it came about. */
function lasts({ schema, steps }: Subject, change: KeyTyped, { column }: KeyPair): boolean {
  if (!schema.foreignKeys.has(change.key) || change.key.maybe) return false;
  const end = keyPairs(schema, change.key).find((pair) => pair.column === column);
  if (end === undefined || keyAgreement(end.type, end.targetType) !== 'accepted') return false;
  const later = steps
    .flatMap(({ changes }) => changes)
    .filter((one) => one.is === 'key-typed' && one.key === change.key);
  return later.at(-1) === change;
}

function refused(subject: Subject, step: Step, change: KeyTyped, pair: KeyPair): Draft {
  const { own, target } = names(change, pair);
  const later = repairedIn(subject, change, pair);
  const action =
    change.because === 'added'
      ? `The foreign key from ${own} to ${target} joins ${typeText(pair.type)} to ${typeText(pair.targetType)}.`
      : `${own} is ${typeText(pair.type)} now, and ${target}, which its foreign key refers to, is ${typeText(pair.targetType)}.`;
  return draftAt(step, change.origin, {
    message: `${action}${later}`,
    remedy: [
      `Give ${own} the type ${typeText(pair.targetType)}, which ${target} has (${originText(pair.targetTypedAt)}).`,
      ...(change.because === 'retyped'
        ? ['Or drop the key first, and add it again when both columns have changed.']
        : []),
    ],
  });
}

function accepted(step: Step, change: KeyTyped, pair: KeyPair): Draft {
  const { own, target } = names(change, pair);
  return draftAt(step, change.origin, {
    severity: 'warning',
    message: `The foreign key from ${own} to ${target} joins ${typeText(pair.type)} to ${typeText(pair.targetType)}.`,
    why: 'PostgreSQL takes it, until a value comes that one of the two types cannot hold; and each look-up compares across types.',
    remedy: [
      `Give both the same type: ${own} has its own from ${originText(pair.typedAt)}, ${target} from ${originText(pair.targetTypedAt)}.`,
    ],
  });
}

/** A later file that gives the columns types that go together: true, and too late for a new database. */
function repairedIn({ schema }: Subject, { key }: KeyTyped, { column }: KeyPair): string {
  const end = keyPairs(schema, key).find((pair) => pair.column === column);
  if (end === undefined || keyAgreement(end.type, end.targetType) === 'refused') return '';
  const last = end.typedAt.file.index > end.targetTypedAt.file.index ? end.typedAt : end.targetTypedAt;
  return ` ${originText(last)} puts it right, but a new database does not get that far.`;
}

function names({ key }: KeyTyped, { column, targetColumn }: KeyPair): { own: string; target: string } {
  return { own: `${relationText(key.table)}.${column}`, target: `${relationText(key.target)}.${targetColumn}` };
}
