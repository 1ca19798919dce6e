import { refusedFile } from '../refused-file.ts';
import type { Rule } from '../rule.ts';

export const transactionControl: Rule = {
  id: 'transaction-control',
  severity: 'error',
  summary: 'A file begins or ends a transaction by itself.',
  why: 'A COMMIT in the middle would end the transaction of the run: the rest would run outside of it, and without its history row. The runner refuses the file.',
  check: (subject) => refusedFile(subject, 'transaction-control'),
};
