import { parseFileName } from '../../source/file-name.ts';
import { aboutFile } from '../about-file.ts';
import type { ChainFile } from '../chain/chain-file.ts';
import type { Rule } from '../rule.ts';

export const duplicateNumber: Rule = {
  id: 'duplicate-number',
  severity: 'error',
  summary: 'Two files have the same number.',
  why: 'Which of them runs first is decided by their names, not by whoever wrote them; on a database that has one of them already the other comes late.',
  *check({ files, base }) {
    const others = namesAt(base?.names ?? new Set(), files);
    for (const file of files) {
      const { name, number } = file.migration;
      const twin = files.find((one) => one.migration.number === number && one.index < file.index)?.migration.name;
      const foreign = file.isNew ? others.find((one) => one.number === number)?.name : undefined;
      if (number === null || (twin ?? foreign) === undefined) continue;
      yield aboutFile(file, {
        message: `${name} and ${twin ?? `${foreign}, which is on ${base?.ref},`} have the same number, ${number}.`,
        remedy: ['Give the file that is not released yet the next free number.'],
      });
    }
  },
};

/** The files of the other branch that are not here. */
function namesAt(
  names: ReadonlySet<string>,
  files: readonly ChainFile[],
): readonly { name: string; number: number | null }[] {
  const own = new Set(files.map(({ migration }) => `${migration.name}.sql`));
  return [...names].filter((name) => !own.has(name) && !name.endsWith('.down.sql')).map(parseFileName);
}
