import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraRelation: LoneCheck = loneCheck(
  'extra-relation',
  ['table', 'view', 'materialized view', 'sequence'],
  (relation) => ({
    message: `${subject(relation)} is there, and no migration makes it.`,
    why: 'A new database made by the migrations would not have it.',
    remedy: ['Make it by a migration if it is needed, drop it if it is not, or allow it in the configuration.'],
  }),
);
