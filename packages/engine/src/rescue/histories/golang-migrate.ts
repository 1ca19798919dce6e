import type { Recogniser } from './recogniser.ts';

export const golangMigrate: Recogniser = {
  tool: 'golang-migrate',
  tables: ['schema_migrations'],
  columns: ['dirty', 'version'],
  beside: null,
  query: 'history-golang-migrate',
  hash: null,
};
