import { codeChecksum } from '../../source/checksum.ts';
import { migration, parseMigration } from '../../source/migration.ts';
import { aboutFile } from '../about-file.ts';
import type { Rule } from '../rule.ts';

export const editedSinceBase: Rule = {
  id: 'edited-since-base',
  severity: 'error',
  needsBase: true,
  summary: 'A file that is on the base already says something else now.',
  why: 'Where it has been applied it does not run again: those databases keep what it said before, and the next run stops at the difference.',
  *check({ files, base }) {
    if (base === null) return;
    for (const file of files) {
      const { name, statements, sql } = file.migration;
      const before = base.changed.get(`${name}.sql`);
      if (before === undefined || codeOf(before) === codeChecksum(statements, sql)) continue;
      yield aboutFile(file, {
        message: `${name} is not what it was when this branch left ${base.ref}.`,
        remedy: ['Restore it, and write what is to change in a new file.'],
      });
    }
  },
};

/** What a file said, blind to comments; null when it could not be read then, and is repaired now. */
function codeOf(bytes: Uint8Array): string | null {
  try {
    const { statements, sql } = parseMigration(migration('before.sql', bytes));
    return codeChecksum(statements, sql);
  } catch {
    return null;
  }
}
