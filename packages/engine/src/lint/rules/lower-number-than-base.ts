import { parseFileName } from '../../source/file-name.ts';
import { aboutFile } from '../about-file.ts';
import type { Rule } from '../rule.ts';

export const lowerNumberThanBase: Rule = {
  id: 'lower-number-than-base',
  severity: 'error',
  needsBase: true,
  summary: 'A new file has a lower number than one that is on the base already.',
  why: 'Where the base is deployed, the higher number has been applied: this file would come out of order, which stops the run.',
  *check({ files, base }) {
    if (base === null) return;
    const numbers = [...base.names].flatMap((name) => parseFileName(name).number ?? []);
    const highest = numbers.reduce((most, number) => Math.max(most, number), -1);
    for (const file of files) {
      const { name, number } = file.migration;
      if (!file.isNew || number === null || number >= highest) continue;
      yield aboutFile(file, {
        message: `${name} has the number ${number}, and ${base.ref} has ${highest} already.`,
        remedy: [`Give it a number above ${highest}.`],
      });
    }
  },
};
