import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraSchema: LoneCheck = loneCheck('extra-schema', ['schema'], (schema, { against }) => ({
  message: `${subject(schema)} is there, and ${against.lacks()}.`,
  why: against.either(
    'A new database made by the migrations would not have it, nor what is in it.',
    'What uses it, or what is in it, fails in the other database.',
  ),
  remedy: [against.keepOrDrop('needed')],
}));
