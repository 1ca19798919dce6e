import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraStatistics: LoneCheck = loneCheck('extra-statistics', ['statistics'], (statistics) => ({
  message: `${subject(statistics)} are there, and no migration makes them.`,
  why: 'A new database made by the migrations would plan in another way.',
  remedy: [
    'Make them by a migration if they are needed, drop them if they are not, or allow them in the configuration.',
  ],
}));
