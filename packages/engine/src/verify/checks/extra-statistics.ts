import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraStatistics: LoneCheck = loneCheck('extra-statistics', ['statistics'], (statistics, { against }) => ({
  message: `${subject(statistics)} are there, and ${against.lacks('them')}.`,
  why: against.either(
    'A new database made by the migrations would plan in another way.',
    'The other database plans in another way.',
  ),
  remedy: [
    against.either(
      'Make them by a migration if they are needed, drop them if they are not, or allow them in the configuration.',
      'Make them in the other database too if they are needed, or drop them here if they are not.',
    ),
  ],
}));
