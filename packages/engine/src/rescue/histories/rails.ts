import type { Recogniser } from './recogniser.ts';

export const rails: Recogniser = {
  tool: 'Rails',
  tables: ['schema_migrations'],
  columns: ['version'],
  beside: 'ar_internal_metadata',
  query: 'history-versions-alone',
  hash: null,
};
