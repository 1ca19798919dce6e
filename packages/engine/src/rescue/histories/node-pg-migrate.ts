import type { Recogniser } from './recogniser.ts';

export const nodePgMigrate: Recogniser = {
  tool: 'node-pg-migrate',
  tables: ['pgmigrations'],
  columns: ['id', 'name', 'run_on'],
  beside: null,
  query: 'history-node-pg-migrate',
  hash: null,
};
