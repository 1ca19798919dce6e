import { withClient } from '@plumbline/testkit';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { uuidReferences } from './application-schema.ts';
import { checksums, fillTables, type HeldValue } from './fill-tables.ts';
import { applyMigrations, migrationsBetween } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

interface Orphan {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly target: string;
  readonly value: string;
}

async function orphans(client: pg.Client): Promise<readonly Orphan[]> {
  const { rows } = await client.query<Orphan>(
    `select source_table as "table", row_key ->> 'id' as key, column_name as "column", target_table as target,
       old_value as value
     from orphaned_references`,
  );
  return rows;
}

const byPlace = (a: Orphan, b: Orphan): number =>
  `${a.table} ${a.key} ${a.column}` < `${b.table} ${b.key} ${b.column}` ? -1 : 1;

async function expectRepaired(client: pg.Client, held: readonly HeldValue[]): Promise<void> {
  for (const { table, key, column, id } of held) {
    const now = await one<number | null>(client, `select ${column} from ${table} where id::text = $1`, [key]);
    expect({ table, column, key, now }).toEqual({ table, column, key, now: id });
  }
  const lost = held.flatMap(({ table, key, column, target, value, id }) =>
    value !== null && id === null ? [{ table, key, column, target, value }] : [],
  );
  expect([...(await orphans(client))].sort(byPlace)).toEqual([...lost].sort(byPlace));
}

test('with rows in every such column, matched values are mapped, others are kept, and nothing else changes', async () => {
  await withDatabaseAt('018', async (client) => {
    const held = await fillTables(client, 6);
    expect(new Set(held.map(({ table, column }) => `${table}.${column}`)).size).toBe(uuidReferences.length);
    const before = await checksums(client);
    const notices = await applyMigrations(client, migrationsBetween('019', '021'));
    await expectRepaired(client, held);
    expect(await checksums(client)).toMatchObject(before);
    for (const table of ['email_metadata', 'url_summaries', 'proposal_workspaces'])
      expect(notices).toContainEqual(expect.stringMatching(new RegExp(`^NOTICE: ${table}: converting 6 rows`)));
  });
});

test('021 alone repairs a database on which 019 never ran', async () => {
  await withDatabaseAt('018', async (client) => {
    const held = await fillTables(client, 3);
    const before = await checksums(client);
    await applyMigrations(client, ['021_fix_type_mismatches']);
    await expectRepaired(client, held);
    expect(await checksums(client)).toMatchObject(before);
  });
});

test('a second run changes nothing, takes no lock on a table, and says so', async () => {
  await withDatabaseAt('018', async (client, url) => {
    const held = await fillTables(client, 3);
    await applyMigrations(client, migrationsBetween('019', '021'));
    const schema = `select md5(string_agg(x, ',' order by x)) from (
      select a.attrelid::regclass || a.attname || a.atttypid || a.attnotnull as x from pg_attribute a
      where a.attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
      union all select oid::text || conname || pg_get_constraintdef(oid) from pg_constraint
      union all select oid::text || relfilenode from pg_class where relnamespace = 'public'::regnamespace) s`;
    const before = [await one(client, schema), await checksums(client)];
    const notices = await withClient(url, async (reader) => {
      await reader.query('begin');
      await reader.query('lock table users, conversations, email_metadata in row exclusive mode');
      await client.query(`set lock_timeout = '2s'`);
      return applyMigrations(client, ['019_fix_user_id_types', '021_fix_type_mismatches']);
    });
    expect(notices.at(-1)).toMatch(/nothing to repair/);
    expect([await one(client, schema), await checksums(client)]).toEqual(before);
    await expectRepaired(client, held);
  });
});

test('a user that is deleted afterwards takes what it owned along and leaves the rest without a name', async () => {
  await withDatabaseAt('018', async (client) => {
    await fillTables(client, 6);
    await applyMigrations(client, migrationsBetween('019', '021'));
    const owned = `select count(*)::int from email_metadata where user_id = $1`;
    const opportunities = `select count(*)::int from opportunities`;
    const id = await one<number>(client, 'select user_id from email_metadata where user_id is not null limit 1');
    const before = await one<number>(client, opportunities);
    await client.query('delete from users where id = $1', [id]);
    expect(await one(client, owned, [id])).toBe(0);
    expect(await one(client, opportunities)).toBe(before);
    expect(await one(client, `select count(*)::int from opportunities where assigned_to = $1`, [id])).toBe(0);
  });
});
