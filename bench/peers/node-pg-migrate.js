export { layPlain as lay } from '../runner/small-files.js';

/** Its default: all pending files in one transaction. */
export async function up(directory, url) {
  const { runner } = await import('node-pg-migrate');
  await runner({ databaseUrl: url, dir: directory, direction: 'up', migrationsTable: 'pgmigrations', log: () => {} });
}
