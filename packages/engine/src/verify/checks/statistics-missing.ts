import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const statisticsMissing: LoneCheck = loneCheck(
  'statistics-missing',
  ['statistics'],
  (statistics, { against }) => ({
    message: `${subject(statistics)} are not there.`,
    why: 'The planner misjudges how many rows queries over these columns find, and chooses slower plans.',
    remedy: [
      `Run the CREATE STATISTICS ${against.either('again, by a new migration', 'of the other database here')}, then ANALYZE the table.`,
    ],
  }),
);
