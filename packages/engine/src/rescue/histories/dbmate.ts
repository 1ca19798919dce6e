import type { Recogniser } from './recogniser.ts';

export const dbmate: Recogniser = {
  tool: 'dbmate',
  tables: ['schema_migrations'],
  columns: ['version'],
  beside: null,
  query: 'history-versions-alone',
  hash: null,
};
