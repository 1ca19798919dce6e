import { fileURLToPath } from 'node:url';
import { migrate } from '@plumbline/engine';
import { createTestDatabase, type TestDatabase, templateDatabase } from '@plumbline/testkit/vitest';

/** The application's own migrations. */
export const migrationsDirectory: string = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** A database of a test's own with the application's schema; made once a run, then copied. */
export async function migratedDatabase(): Promise<TestDatabase> {
  return createTestDatabase({ template: await templateDatabase('backend migrated', migrateAll) });
}

/** Brings a database up, as a deployment does. */
export async function migrateAll(url: string): Promise<void> {
  const { error } = await migrate({ url, directory: migrationsDirectory });
  if (error !== null) throw error;
}
