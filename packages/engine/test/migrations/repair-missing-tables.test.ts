import type pg from 'pg';
import { expect, test } from 'vitest';
import { facts, referencingTables, uuidReferences } from './application-schema.ts';
import { fillTables } from './fill-tables.ts';
import { applyMigrations, migrationNames, migrationText } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

const repairs = `${migrationText('019_fix_user_id_types')};${migrationText('021_fix_type_mismatches')}`;

/** Runs the repairs after `change` and hands their outcome to `look`; then all is as before. */
async function repairedAfter(client: pg.Client, change: string, look: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await client.query(change);
    await client.query(repairs);
    await look();
  } finally {
    await client.query('rollback');
  }
}

async function typesLeft(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select attrelid::regclass || '.' || attname as name from pg_attribute
    where atttypid = 'uuid'::regtype and not attisdropped
      and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)`);
  const names = new Set(rows.map(({ name }) => name));
  return uuidReferences.map(({ table, column }) => `${table}.${column}`).filter((name) => names.has(name));
}

const spared = new Set(['users', 'conversations']);
const files = [...new Set(facts.tables.map(({ file }) => file))].filter((file) => file < '019');
const tablesOf = (file: string): readonly string[] =>
  facts.tables.filter((table) => table.file === file && !spared.has(table.name)).map(({ name }) => name);

/** The tables that 021 looks at; the others can only be missing beside it, which the test of whole files covers. */
const repaired = new Set([...referencingTables, 'system_performance_metrics']);

test.each(files.filter((file) => tablesOf(file).some((name) => repaired.has(name))))(
  'whichever table of %s is missing, the others are repaired and it is not made again',
  async (file) => {
    await withDatabaseAt('020', async (client) => {
      for (const name of tablesOf(file).filter((table) => repaired.has(table))) {
        await repairedAfter(client, `drop table ${name} cascade`, async () => {
          expect(await one(client, 'select to_regclass($1)', [name])).toBeNull();
          expect({ name, left: await typesLeft(client) }).toEqual({ name, left: [] });
        });
      }
    });
  },
);

test('when all tables of a file are missing, the repair works, with rows in all others', async () => {
  await withDatabaseAt('018', async (client) => {
    await fillTables(client, 2);
    for (const file of files) {
      await repairedAfter(client, `drop table ${tablesOf(file).join(', ')} cascade`, async () => {
        expect({ file, left: await typesLeft(client) }).toEqual({ file, left: [] });
      });
    }
  });
});

test('without users nothing that means a user is touched, and a warning says what to do', async () => {
  await withDatabaseAt('018', async (client) => {
    await fillTables(client, 3);
    const before = await one(client, 'select array_agg(user_id order by id) from email_metadata');
    await client.query('drop table users cascade');
    const notices = await applyMigrations(client, ['019_fix_user_id_types', '021_fix_type_mismatches']);
    expect(notices).toContainEqual(expect.stringMatching(/^WARNING: there is no table users with an integer id/));
    expect(await one(client, 'select array_agg(user_id order by id) from email_metadata')).toEqual(before);
    expect(await one(client, 'select count(*)::int from orphaned_references where target_table = $1', ['users'])).toBe(
      0,
    );
    expect((await typesLeft(client)).filter((name) => name.endsWith('conversation_id'))).toEqual([]);
  });
});

test('when users comes back, the next run repairs what was left', async () => {
  await withDatabaseAt('018', async (client) => {
    const held = await fillTables(client, 3);
    await client.query('create table backup as select * from users; drop table users cascade');
    await applyMigrations(client, ['019_fix_user_id_types', '021_fix_type_mismatches']);
    await client.query(`create table users (like backup including all); insert into users select * from backup;
      alter table users add primary key (id); drop table backup`);
    await applyMigrations(client, ['021_fix_type_mismatches']);
    expect(await typesLeft(client)).toEqual([]);
    for (const { table, key, column, id } of held.filter(({ target }) => target === 'users'))
      expect(await one(client, `select ${column} from ${table} where id::text = $1`, [key])).toBe(id);
  });
});

test('without conversations everything that means a user is repaired all the same', async () => {
  await withDatabaseAt('018', async (client) => {
    await fillTables(client, 3);
    await client.query('drop table conversations cascade');
    const notices = await applyMigrations(client, ['019_fix_user_id_types', '021_fix_type_mismatches']);
    expect(notices).toContainEqual(
      expect.stringMatching(/^WARNING: there is no table conversations with an integer id/),
    );
    expect(await typesLeft(client)).toEqual(['search_history.conversation_id', 'url_summaries.conversation_id']);
  });
});

test('on a database that holds nothing at all, both repairs do nothing and say why', async () => {
  await withDatabaseAt('000', async (client) => {
    const notices = await applyMigrations(client, ['019_fix_user_id_types', '021_fix_type_mismatches']);
    expect(notices.at(-1)).toMatch(/nothing to repair/);
  });
});

test('tables of the same name in other schemas are not looked at', async () => {
  await withDatabaseAt('020', async (client) => {
    await client.query(`create schema other; create table other.users (id integer primary key, public_id uuid);
      create table other.opportunities (id serial primary key, assigned_to uuid); drop table opportunities cascade;
      create table other.url_cache (id serial primary key, user_id uuid);
      set search_path = public, other`);
    await applyMigrations(client, ['021_fix_type_mismatches']);
    expect(
      await one(
        client,
        `select array_agg(format('%s.%s %s', relname, attname, atttypid::regtype) order by relname)
        from pg_attribute join pg_class c on c.oid = attrelid
        where attnum > 1 and relkind = 'r' and relnamespace = 'other'::regnamespace`,
      ),
    ).toEqual(['opportunities.assigned_to uuid', 'url_cache.user_id uuid', 'users.public_id uuid']);
    expect(await typesLeft(client)).toEqual([]);
  });
});

test('all of it works in another schema than public', async () => {
  await withDatabaseAt('000', async (client) => {
    await client.query('create schema "My App"; set search_path = "My App"');
    const notices = await applyMigrations(client, migrationNames);
    expect(notices).toContainEqual(expect.stringMatching(/repaired 44 columns in 29 tables/));
    expect(await one(client, `select count(*)::int from pg_class where relnamespace = 'public'::regnamespace`)).toBe(0);
  });
});
