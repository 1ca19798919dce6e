import { readFileSync } from 'node:fs';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readCatalog } from '../../src/catalog/read-catalog.ts';
import { recreate } from '../../src/rescue/ddl/recreate.ts';
import { runInAnyOrder } from '../../src/rescue/run-in-any-order.ts';
import { withDatabaseAt } from '../migrations/scratch-database.ts';

/** The catalog of an empty database that was given everything that another has. */
async function recreated(catalog: Catalog): Promise<Catalog> {
  const database = await createTestDatabase();
  try {
    return await withClient(database.url, async (client) => {
      await client.query(`set check_function_bodies = off; set search_path = ''`);
      await runInAnyOrder(client, recreate(catalog));
      return readCatalog(client);
    });
  } finally {
    await database.drop();
  }
}

async function expectTheSameAgain(client: pg.Client): Promise<void> {
  const catalog = await readCatalog(client);
  expect(catalog.objects.length).toBeGreaterThan(100);
  const again = await recreated(catalog);
  const texts = ({ objects }: Catalog): readonly string[] => objects.map((object) => JSON.stringify(object));
  expect(texts(again)).toEqual(texts(catalog));
}

test("the application's schema is made again as it was", async () => {
  await withDatabaseAt('create_telemetry_tables', expectTheSameAgain);
});

test('one of everything is made again as it was', async () => {
  await withDatabaseAt('000', async (client) => {
    await client.query(readFileSync(new URL('all-objects.sql', import.meta.url), 'utf8'));
    await expectTheSameAgain(client);
  });
});
