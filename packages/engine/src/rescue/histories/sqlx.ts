import type { Recogniser } from './recogniser.ts';

export const sqlx: Recogniser = {
  tool: 'sqlx',
  tables: ['_sqlx_migrations'],
  columns: ['checksum', 'description', 'installed_on', 'success', 'version'],
  beside: null,
  query: 'history-sqlx',
  hash: 'sha384',
};
