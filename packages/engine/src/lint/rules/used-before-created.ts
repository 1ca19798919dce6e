import { missingDrafts } from '../missing-drafts.ts';
import type { Rule } from '../rule.ts';

export const usedBeforeCreated: Rule = {
  id: 'used-before-created',
  severity: 'error',
  summary: 'A statement uses a relation or a column that no earlier statement has created.',
  why: 'It fails (42P01 or 42703) on every new database, whatever yours looks like.',
  check: (subject) => missingDrafts(subject, 'other', (name) => `This uses ${name}.`),
};
