import type { Recogniser } from './recogniser.ts';

export const graphileMigrate: Recogniser = {
  tool: 'graphile-migrate',
  tables: ['migrations'],
  columns: ['date', 'filename', 'hash', 'previous_hash'],
  beside: null,
  query: 'history-graphile-migrate',
  hash: null,
};
