import type { Recogniser } from './recogniser.ts';

export const prisma: Recogniser = {
  tool: 'Prisma',
  tables: ['_prisma_migrations'],
  columns: ['checksum', 'finished_at', 'migration_name', 'rolled_back_at', 'started_at'],
  beside: null,
  query: 'history-prisma',
  hash: 'sha256',
};
