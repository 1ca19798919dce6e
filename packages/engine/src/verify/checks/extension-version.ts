import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

/** Every major version of the server comes with versions of its own. */
export const extensionVersion: PairCheck = pairCheck(
  'extension-version',
  ['extension'],
  (expected, live, { sameMajor }) => {
    if (!sameMajor || expected.version === live.version) return null;
    return {
      expected: expected.version,
      actual: live.version,
      message: `${subject(expected)} has version ${live.version}, not ${expected.version}.`,
      why: 'Functions of the extension can be missing or behave in another way.',
      remedy: [`ALTER EXTENSION ${writtenIdentifier(expected.name)} UPDATE TO ${writtenLiteral(expected.version)};`],
    };
  },
);
