import type { Recogniser } from './recogniser.ts';

export const postgresMigrations: Recogniser = {
  tool: 'postgres-migrations',
  tables: ['migrations'],
  columns: ['executed_at', 'hash', 'id', 'name'],
  beside: null,
  query: 'history-postgres-migrations',
  hash: null,
};
