import type { Cause } from '../cause.ts';
import type { DiagnoseInput } from '../diagnosis.ts';
import { firstName } from '../names.ts';

const columnTwice: Cause = {
  code: 'duplicate-column',
  sqlstates: ['42701'],
  explain: (input) => ({
    title: `Column ${firstName(input, '')} is already there`.replace('  ', ' '),
    explanation: `${sentenceOf(input)} Either an earlier migration (or somebody by hand) added it, or the statement names it twice.`,
    remedy: [
      'If it was added by hand and is exactly what the file wants: ALTER TABLE ... ADD COLUMN IF NOT EXISTS.',
      'Compare its type and default first: IF NOT EXISTS keeps whatever is there, right or wrong.',
    ],
  }),
};

const objectTwice: Cause = {
  code: 'duplicate-object',
  sqlstates: ['42P07', '42710', '42P06', '42723', '42P04', '42P05', '42P03'],
  explain: (input) => ({
    title: `${firstName(input, 'The object')} is already there`,
    explanation:
      `${sentenceOf(input)} The history says that this migration has not run here, so something else made it: an earlier migration with the same ` +
      'name in it, a command by hand, or another tool that ran the same files before. Tables, indexes, views and sequences of a schema share one set of names.',
    remedy: [
      'Look at what is there and compare it with the file: the same name does not mean the same shape.',
      'If a former run of another tool made it, the database has to be adopted, not migrated again.',
      'If the object may be replaced: CREATE OR REPLACE (functions, views), or DROP ... IF EXISTS before it.',
      'CREATE ... IF NOT EXISTS silences the error and keeps the old shape: use it only when any shape will do.',
    ],
  }),
};

function sentenceOf({ failure }: DiagnoseInput): string {
  return `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}.`;
}

/** Something that is to be created and is already there. */
export const duplicateCauses: readonly Cause[] = [columnTwice, objectTwice];
