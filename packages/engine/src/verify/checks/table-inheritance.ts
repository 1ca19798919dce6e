import type { TableObject } from '../../catalog/relation-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const tableInheritance: PairCheck = pairCheck('table-inheritance', ['table'], (expected, live) => {
  const [should, is] = [parentWords(expected), parentWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} has other parents than it should: ${is}, not ${should}.`,
    why: 'Queries over the parent read rows too many or too few.',
    remedy: [
      ...live.inherits
        .filter((parent) => !expected.inherits.includes(parent))
        .map((parent) => inherit(expected, `NO INHERIT ${parent}`)),
      ...expected.inherits
        .filter((parent) => !live.inherits.includes(parent))
        .map((parent) => inherit(expected, `INHERIT ${parent}`)),
      ...(expected.ofType === live.ofType
        ? []
        : [inherit(expected, expected.ofType === null ? 'NOT OF' : `OF ${expected.ofType}`)]),
    ],
  };
});

function parentWords({ inherits, ofType }: TableObject): string {
  return `INHERITS (${inherits.join(', ')})${ofType === null ? '' : ` OF ${ofType}`}`;
}

function inherit(table: TableObject, action: string): string {
  return `ALTER TABLE ${nameOf(table)} ${action};`;
}
