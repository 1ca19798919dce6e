import { missingDrafts } from '../missing-drafts.ts';
import type { Rule } from '../rule.ts';

export const foreignKeyTargetMissing: Rule = {
  id: 'foreign-key-target-missing',
  severity: 'error',
  summary: 'A foreign key refers to a table or a column that does not exist at that point.',
  why: 'PostgreSQL refuses the statement (42P01 or 42703) on every new database.',
  check: (subject) => missingDrafts(subject, 'foreign key', (name) => `A foreign key refers to ${name}.`),
};
