import type { Recogniser } from './recogniser.ts';

export const goose: Recogniser = {
  tool: 'goose',
  tables: ['goose_db_version'],
  columns: ['id', 'is_applied', 'tstamp', 'version_id'],
  beside: null,
  query: 'history-goose',
  hash: null,
};
