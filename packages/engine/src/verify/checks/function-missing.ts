import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const functionMissing: LoneCheck = loneCheck(
  'function-missing',
  ['function', 'procedure', 'aggregate'],
  (routine, { against }) => ({
    message: `${subject(routine)} is not there.`,
    why: `Every query, trigger and default that calls it fails: ${routine.kind} ${routine.name} does not exist.`,
    remedy: [
      against.either(
        'Run the statement that makes it again, by a new migration: its file counts as applied.',
        'Make it as it is in the other database.',
      ),
    ],
  }),
);
