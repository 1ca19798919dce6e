import type { Recogniser } from './recogniser.ts';

export const typeorm: Recogniser = {
  tool: 'TypeORM',
  tables: ['migrations', 'typeorm_migrations'],
  columns: ['id', 'name', 'timestamp'],
  beside: null,
  query: 'history-typeorm',
  hash: null,
};
