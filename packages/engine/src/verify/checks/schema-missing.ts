import { type LoneCheck, loneCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const schemaMissing: LoneCheck = loneCheck('schema-missing', ['schema'], (schema) => ({
  message: `${subject(schema)} is not there, and nothing that should be in it.`,
  why: 'Every query that names one of its objects fails.',
  remedy: [`CREATE SCHEMA ${nameOf(schema)};`, 'Then run the statements that make what belongs into it.'],
}));
