import { expect, test } from 'vitest';
import { checksums } from './fill-tables.ts';
import { applyMigrations, migrationsBetween } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

const rows = 60_000;

test('a large table is announced with its rows and written anew once, though four of its columns change', async () => {
  await withDatabaseAt('018', async (client) => {
    await client.query(`
      create schema probe;
      create table probe.rewrites (name text);
      create function probe.count_rewrite() returns event_trigger language plpgsql as
        'begin insert into probe.rewrites values (pg_event_trigger_table_rewrite_oid()::regclass::text); end';
      create event trigger count_rewrites on table_rewrite execute function probe.count_rewrite()`);
    await client.query(`insert into users (email) select n || '@example.org' from generate_series(1, 1000) n`);
    // Of three rows one has an owner that exists, one an owner that does not, one none; created_by exists always.
    await client.query(`insert into proposal_workspaces (workspace_name, owner_id, proposal_manager_id, created_by, updated_at)
      select 'w' || n, case n % 3 when 0 then u.public_id when 1 then gen_random_uuid() end, gen_random_uuid(), u.public_id, '2001-01-01'
      from generate_series(1, ${rows}) n join users u on u.id = n % 1000 + 1`);
    await client.query(`create table probe.expected as
      select w.id, o.id as owner, c.id as creator from proposal_workspaces w
      left join users o on o.public_id = w.owner_id left join users c on c.public_id = w.created_by`);
    const before = (await checksums(client)).proposal_workspaces;

    const notices = await applyMigrations(client, migrationsBetween('019', '021'));

    expect(notices).toContainEqual(
      `NOTICE: proposal_workspaces: converting ${rows} rows (owner_id: 20000 matched, 20000 kept in orphaned_references, 20000 empty; ` +
        `proposal_manager_id: 0 matched, ${rows} kept in orphaned_references, 0 empty; ` +
        `capture_manager_id: 0 matched, 0 kept in orphaned_references, ${rows} empty; ` +
        `created_by: ${rows} matched, 0 kept in orphaned_references, 0 empty)`,
    );
    const repeated = await client.query(
      'select name, count(*)::int from probe.rewrites group by name having count(*) > 1',
    );
    expect(repeated.rows).toEqual([]);
    expect(await one(client, `select count(*)::int from probe.rewrites where name = 'proposal_workspaces'`)).toBe(1);
    expect((await checksums(client)).proposal_workspaces).toBe(before);
    expect(
      await one(
        client,
        `select count(*)::int from proposal_workspaces w join probe.expected e using (id)
        where w.owner_id is distinct from e.owner or w.created_by is distinct from e.creator`,
      ),
    ).toBe(0);
    expect(await one(client, 'select count(*)::int from orphaned_references')).toBe(20_000 + rows);
    expect(
      await one(
        client,
        `select count(*)::int from pg_stats where tablename = 'proposal_workspaces' and attname = 'owner_id'`,
      ),
    ).toBe(1);
  });
});

test('integer columns that only lack their key are not written anew, and a table of both kinds is written once', async () => {
  await withDatabaseAt('018', async (client) => {
    await client.query('alter table url_cache alter user_id type integer using 1');
    await client.query('alter table conversations drop public_id, alter user_id type integer using null');
    await client.query(`insert into users (email) values ('a@example.org'); insert into conversations (user_id) values (1), (4711);
      insert into url_cache (user_id, url, content) values (1, 'u', '{}')`);
    const file = `select pg_relation_filenode($1::regclass)::int`;
    const before = await one(client, file, ['url_cache']);
    const notices = await applyMigrations(client, ['021_fix_type_mismatches']);
    expect(await one(client, file, ['url_cache'])).toBe(before);
    expect(notices).toContainEqual(expect.stringMatching(/^NOTICE: url_cache: adding foreign keys for 1 rows/));
    expect(await one(client, 'select array_agg(user_id order by id) from conversations')).toEqual([1, null]);
    expect(await one(client, 'select count(distinct public_id)::int from conversations')).toBe(2);
  });
});
