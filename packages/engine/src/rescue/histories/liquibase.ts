import type { Recogniser } from './recogniser.ts';

export const liquibase: Recogniser = {
  tool: 'Liquibase',
  tables: ['databasechangelog'],
  columns: ['author', 'dateexecuted', 'exectype', 'filename', 'id', 'orderexecuted'],
  beside: null,
  query: 'history-liquibase',
  hash: null,
};
