import type { Recogniser } from './recogniser.ts';

export const kysely: Recogniser = {
  tool: 'Kysely',
  tables: ['kysely_migration'],
  columns: ['name', 'timestamp'],
  beside: null,
  query: 'history-kysely',
  hash: null,
};
