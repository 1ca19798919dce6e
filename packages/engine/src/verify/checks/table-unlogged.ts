import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const tableUnlogged: PairCheck = pairCheck(
  'table-unlogged',
  ['table', 'sequence'],
  (expected, live, { sameMajor }) => {
    if (expected.unlogged === live.unlogged) return null;
    // Since 15 the sequence of an unlogged table is unlogged too.
    if (expected.kind === 'sequence' && !sameMajor) return null;
    const alter = `ALTER ${expected.kind.toUpperCase()} ${nameOf(expected)} SET`;
    return {
      severity: live.unlogged ? 'major' : 'minor',
      expected: expected.unlogged ? 'UNLOGGED' : 'LOGGED',
      actual: live.unlogged ? 'UNLOGGED' : 'LOGGED',
      message: `${subject(expected)} is ${live.unlogged ? 'unlogged' : 'logged'}, and should not be.`,
      why: live.unlogged
        ? 'A crash of the server empties it, and standbys do not have its rows.'
        : 'Every write to it also goes to the write-ahead log, which it was meant to spare.',
      remedy: [
        `${alter} ${expected.unlogged ? 'UNLOGGED' : 'LOGGED'};`,
        'The server writes it anew under a strong lock.',
      ],
    };
  },
);
