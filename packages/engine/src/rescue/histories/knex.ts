import type { Recogniser } from './recogniser.ts';

export const knex: Recogniser = {
  tool: 'Knex',
  tables: ['knex_migrations'],
  columns: ['batch', 'id', 'migration_time', 'name'],
  beside: null,
  query: 'history-knex',
  hash: null,
};
