import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const foreignServer: PairCheck = pairCheck('foreign-server', ['table'], (expected, live) => {
  if (expected.form !== live.form || expected.server === live.server) return null;
  const [should, is] = [expected.server, live.server].map((name) => writtenIdentifier(name ?? 'none'));
  return {
    expected: `SERVER ${should}`,
    actual: `SERVER ${is}`,
    message: `${subject(expected)} is on server ${is}, not on ${should}.`,
    why: 'Queries read the rows of another server.',
    remedy: ['The server of a foreign table cannot be altered: drop it and make it again.'],
  };
});
