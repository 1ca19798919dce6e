import type { Cause } from '../cause.ts';

const notThere: Cause = {
  code: 'declared-not-there',
  sqlstates: ['PB001'],
  explain: ({ failure }) => {
    const isSwallowed = failure.message.includes('EXCEPTION block');
    const isPassedOver = failure.message.includes('IF NOT EXISTS');
    return {
      title: 'The file ended without an error, and what it declares is not there',
      explanation:
        'Every statement of the file was accepted, and then the catalog did not have what the file says that it makes. ' +
        (isSwallowed
          ? 'An EXCEPTION block in a DO body catches an error, takes back all that its block has done, and goes on as if all were well. '
          : '') +
        (isPassedOver
          ? 'IF NOT EXISTS looks at the name only: what is there under that name stays as it is, whatever its shape. '
          : '') +
        'Had this been recorded as applied, the first to notice would have been the application.',
      remedy: [
        ...(isSwallowed
          ? [
              'Remove the EXCEPTION section, or end its handler with RAISE; then the file fails with the real error, at its place.',
              'If only an object that exists already is to be passed over, name that condition: WHEN duplicate_table, duplicate_column or duplicate_object.',
            ]
          : []),
        ...(isPassedOver
          ? [
              'Find the migration that made what is there. If it is old data under the same name, rename or drop it in this file; if it is the same thing, add what is missing by ALTER TABLE ... ADD COLUMN IF NOT EXISTS.',
            ]
          : []),
        'If it is meant to be missing, put the statement under a condition (IF EXISTS (...) THEN ... END IF), or run with --no-check-declared.',
      ],
    };
  },
};

/** The file's own code hid a failure from the server. */
export const declaredCauses: readonly Cause[] = [notThere];
