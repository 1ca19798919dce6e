import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const statisticsMissing: LoneCheck = loneCheck('statistics-missing', ['statistics'], (statistics) => ({
  message: `${subject(statistics)} are not there.`,
  why: 'The planner misjudges how many rows queries over these columns find, and chooses slower plans.',
  remedy: ['Run the CREATE STATISTICS again, by a new migration, then ANALYZE the table.'],
}));
