import type { Recogniser } from './recogniser.ts';

export const sequelize: Recogniser = {
  tool: 'Sequelize or umzug',
  tables: ['SequelizeMeta', 'umzug_migrations'],
  columns: ['name'],
  beside: null,
  query: 'history-sequelize',
  hash: null,
};
