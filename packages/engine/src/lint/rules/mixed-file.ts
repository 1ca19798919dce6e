import { refusedFile } from '../refused-file.ts';
import type { Rule } from '../rule.ts';

export const mixedFile: Rule = {
  id: 'mixed-file',
  severity: 'error',
  summary: 'A file has statements that cannot run in a transaction beside others that should.',
  why: 'Such a file runs statement by statement, and when one of them fails those before it stay. The runner refuses it unless it says that this is meant.',
  check: (subject) => refusedFile(subject, 'mixed-file'),
};
