import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';

export const ownerDiffers: PairCheck = pairCheck('owner-differs', ['owner'], (expected, live, { against }) => {
  if (expected.role === live.role) return null;
  return {
    expected: `OWNER TO ${writtenIdentifier(expected.role)}`,
    actual: `OWNER TO ${writtenIdentifier(live.role)}`,
    message: `The owner of ${expected.on} is ${writtenIdentifier(live.role)}, not ${writtenIdentifier(expected.role)}.`,
    why: `${against.either('The next migration that alters it', 'A statement that alters it')} can be refused: only the owner may.`,
    remedy: [`Give it to ${writtenIdentifier(expected.role)} by ALTER ... OWNER TO.`],
  };
});
