import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { identityWords } from '../words/column-words.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnIdentity: PairCheck = pairCheck('column-identity', ['column'], (expected, live) => {
  if (expected.identity === live.identity) return null;
  const alter = `ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${writtenIdentifier(expected.name)}`;
  const [should, is] = [identityWords(expected) ?? 'no identity', identityWords(live) ?? 'no identity'];
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is ${is}, not ${should}.`,
    why:
      live.identity === null
        ? 'INSERT statements that leave it out get no number, and fail where it is NOT NULL.'
        : 'INSERT statements that give a number of their own are refused, or taken where they should be refused.',
    remedy: remedyOf(alter, expected.identity, live.identity),
  };
});

type Identity = 'always' | 'by default' | null;

function remedyOf(alter: string, expected: Identity, live: Identity): readonly string[] {
  if (expected === null) return [`${alter} DROP IDENTITY;`];
  const words = `GENERATED ${expected.toUpperCase()}`;
  if (live !== null) return [`${alter} SET ${words};`];
  return [`${alter} ADD ${words} AS IDENTITY;`, 'Then set its sequence beyond the largest number that is there.'];
}
