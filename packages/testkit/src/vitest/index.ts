export { buildWorkspace } from './build-workspace.ts';
export type { OwnPm2, Pm2App } from './own-pm2.ts';
export { ownPm2 } from './own-pm2.ts';
export { repository } from './repository.ts';
export { buildTemplateDatabase, templateDatabase } from './template-database.ts';
export type { TestDatabase } from './test-database.ts';
export { createTestDatabase } from './test-database.ts';
export type { TestServer } from './test-server.ts';
export { testServer } from './test-server.ts';
