import { readFileSync } from 'node:fs';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase, templateDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { readCatalog } from '../../src/catalog/read-catalog.ts';
import { type Catalog, compareCatalogs, type Finding } from '../../src/verify/index.ts';
import { applyMigrations, migrationNames } from '../migrations/migration-files.ts';

/** A database that is as it should be, to make copies of. */
export interface TrueDatabase {
  readonly template: string;
  readonly expected: Catalog;
}

/** What the application's migrations make. */
export function applicationDatabase(): Promise<TrueDatabase> {
  return trueDatabase('application, to be changed', async (client) => {
    await applyMigrations(client, migrationNames);
    await client.query('create schema attic');
  });
}

/** Every kind of object that migrations can make. */
export function allObjectsDatabase(): Promise<TrueDatabase> {
  return trueDatabase('all objects, to be changed', async (client) => {
    await client.query(readFileSync(new URL('all-objects.sql', import.meta.url), 'utf8'));
  });
}

async function trueDatabase(key: string, build: (client: pg.Client) => Promise<void>): Promise<TrueDatabase> {
  const template = await templateDatabase(key, (url) => withClient(url, build));
  return { template, expected: await onCopy(template, readCatalog) };
}

/** The findings on a copy on which one change was made, and how they are told of two databases. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly toldOfDatabases: readonly Finding[];
}

export function foundAfter({ template, expected }: TrueDatabase, sql: string): Promise<Found> {
  return onCopy(template, async (client) => {
    if (sql !== '') await client.query(sql);
    const live = await readCatalog(client);
    return {
      findings: compareCatalogs(expected, live),
      toldOfDatabases: compareCatalogs(expected, live, { against: 'database' }),
    };
  });
}

async function onCopy<T>(template: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const database = await createTestDatabase({ template });
  try {
    return await withClient(database.url, work);
  } finally {
    await database.drop();
  }
}
