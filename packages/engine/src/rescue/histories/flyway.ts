import type { Recogniser } from './recogniser.ts';

export const flyway: Recogniser = {
  tool: 'Flyway',
  tables: ['flyway_schema_history', 'schema_version'],
  columns: ['description', 'installed_on', 'installed_rank', 'script', 'success', 'type', 'version'],
  beside: null,
  query: 'history-flyway',
  hash: null,
};
