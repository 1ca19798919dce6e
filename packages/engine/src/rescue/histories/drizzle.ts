import type { Recogniser } from './recogniser.ts';

export const drizzle: Recogniser = {
  tool: 'Drizzle',
  tables: ['__drizzle_migrations'],
  columns: ['created_at', 'hash', 'id'],
  beside: null,
  query: 'history-drizzle',
  hash: 'sha256',
};
