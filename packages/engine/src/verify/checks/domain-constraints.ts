import type { DomainObject } from '../../catalog/type-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import type { SameText } from '../same-text.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import { domainCheckWords } from '../words/type-words.ts';

export const domainConstraints: PairCheck = pairCheck(
  'domain-constraints',
  ['domain'],
  (expected, live, { sameText }) => {
    const lacking = expected.checks.filter((check) => !live.checks.some((other) => isSame(check, other, sameText)));
    const extra = live.checks.filter((check) => !expected.checks.some((other) => isSame(other, check, sameText)));
    if (expected.nullable === live.nullable && lacking.length + extra.length === 0) return null;
    return {
      expected: constraintsWords(expected),
      actual: constraintsWords(live),
      message: `${subject(expected)} accepts other values than it should.`,
      why: 'Values that were ruled out can come in, or values that should be taken are refused, in every column of the domain.',
      remedy: remedyOf(expected, live, lacking, extra),
    };
  },
);

type DomainCheck = DomainObject['checks'][number];

function isSame(expected: DomainCheck, live: DomainCheck, sameText: SameText): boolean {
  return expected.name === live.name && expected.validated === live.validated && sameText(expected.text, live.text);
}

function constraintsWords({ nullable, checks }: DomainObject): string {
  return [nullable ? 'NULL' : 'NOT NULL', ...checks.map(domainCheckWords)].join(' ');
}

function remedyOf(
  expected: DomainObject,
  live: DomainObject,
  lacking: readonly DomainCheck[],
  extra: readonly DomainCheck[],
): readonly string[] {
  const alter = `ALTER DOMAIN ${nameOf(expected)}`;
  return [
    ...(expected.nullable === live.nullable ? [] : [`${alter} ${expected.nullable ? 'DROP' : 'SET'} NOT NULL;`]),
    ...extra.map(({ name }) => `${alter} DROP CONSTRAINT ${writtenIdentifier(name)};`),
    ...lacking.map((check) => `${alter} ADD ${domainCheckWords(check)};`),
  ];
}
