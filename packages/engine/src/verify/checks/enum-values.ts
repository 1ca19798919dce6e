import type { EnumObject } from '../../catalog/type-objects.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { type Difference, type PairCheck, pairCheck } from '../check.ts';
import type { AgainstWords } from '../words/against-words.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import { typeWords } from '../words/type-words.ts';

export const enumValues: PairCheck = pairCheck('enum-values', ['enum'], (expected, live, { against }) => {
  if (expected.labels.join('\0') === live.labels.join('\0')) return null;
  const missing = expected.labels.filter((label) => !live.labels.includes(label));
  const extra = live.labels.filter((label) => !expected.labels.includes(label));
  return { expected: typeWords(expected), actual: typeWords(live), ...verdict(expected, missing, extra, against) };
});

function verdict(
  expected: EnumObject,
  missing: readonly string[],
  extra: readonly string[],
  against: AgainstWords,
): Omit<Difference, 'expected' | 'actual'> {
  const named = (labels: readonly string[]): string => labels.map(writtenLiteral).join(', ');
  if (missing.length > 0) {
    const more =
      extra.length === 0
        ? ''
        : `, and has ${named(extra)} that ${against.either('no migration makes', 'the other database does not have')}`;
    return {
      message: `${subject(expected)} lacks ${named(missing)}${more}.`,
      why: 'Statements that use such a value fail: invalid input value for enum.',
      remedy: missing.map((label) => addValue(expected, label)),
    };
  }
  if (extra.length > 0) {
    return {
      severity: 'minor',
      message: `${subject(expected)} has ${named(extra)}, and ${against.lacks('that')}.`,
      why: against.either(
        'Code that knows the values of the migrations meets one that it does not know.',
        'Code that knows the values of the other database meets one that it does not know.',
      ),
      remedy: [
        `Add the value ${against.either('by a migration', 'in the other database too')} if it is right. A value cannot be taken out of an enum.`,
      ],
    };
  }
  return {
    severity: 'major',
    message: `${subject(expected)} has its values in another order.`,
    why: 'Sorting and comparisons by < and > give other results.',
    remedy: ['Make a new enum in the right order, alter the columns to it, and exchange the names.'],
  };
}

/** Where it belongs: after the one that it should follow, if that is there. */
function addValue(type: EnumObject, label: string): string {
  const before = type.labels[type.labels.indexOf(label) - 1];
  const after = type.labels[type.labels.indexOf(label) + 1];
  const place =
    before !== undefined
      ? ` AFTER ${writtenLiteral(before)}`
      : after === undefined
        ? ''
        : ` BEFORE ${writtenLiteral(after)}`;
  return `ALTER TYPE ${nameOf(type)} ADD VALUE ${writtenLiteral(label)}${place};`;
}
