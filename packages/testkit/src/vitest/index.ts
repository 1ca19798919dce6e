export { buildTemplateDatabase, templateDatabase } from './template-database.ts';
export type { TestDatabase } from './test-database.ts';
export { createTestDatabase } from './test-database.ts';
export type { TestServer } from './test-server.ts';
export { testServer } from './test-server.ts';
