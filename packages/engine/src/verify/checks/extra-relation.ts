import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraRelation: LoneCheck = loneCheck(
  'extra-relation',
  ['table', 'view', 'materialized view', 'sequence'],
  (relation, { against }) => ({
    message: `${subject(relation)} is there, and ${against.lacks()}.`,
    why: against.either(
      'A new database made by the migrations would not have it.',
      'What uses it fails in the other database.',
    ),
    remedy: [against.keepOrDrop('needed')],
  }),
);
