import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { applyMigrations } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

const repair = ['021_fix_type_mismatches'];

async function addUser(client: pg.Client): Promise<{ readonly id: number; readonly public_id: string }> {
  const { rows } = await client.query<{ id: number; public_id: string }>(
    `insert into users (email) values (gen_random_uuid() || '@example.org') returning id, public_id`,
  );
  const user = rows[0];
  if (user === undefined) throw new Error('no user');
  return user;
}

const columnSql = `select format('%s %s %s', atttypid::regtype, attnotnull, (select pg_get_constraintdef(oid)
    from pg_constraint where contype = 'f' and conrelid = attrelid and conkey = array[attnum]))
  from pg_attribute where attrelid = $1::regclass and attname = $2`;

test('a column made integer by hand gets its key, and a number that is nobody is kept as orphan', async () => {
  await withDatabaseAt('018', async (client) => {
    const user = await addUser(client);
    await client.query(`alter table email_metadata alter user_id type integer using 0;
      alter table opportunity_activity alter user_id type bigint using 0;
      alter table system_config alter updated_by type integer using 0,
        add constraint by_hand foreign key (updated_by) references users (id) not valid`);
    await client.query(`insert into email_metadata (user_id, gmail_message_id) values (${user.id}, 'a'), (4711, 'b')`);
    await client.query(`insert into opportunity_activity (user_id, activity_type)
      values (${user.id}, 'a'), (9999999999, 'b'), (null, 'c')`);
    await client.query(
      `insert into system_config (config_key, updated_by, updated_at) values ('k', ${user.id}, '2001-01-01')`,
    );
    await applyMigrations(client, repair);
    const key = (column: string, action: string): string =>
      `integer f FOREIGN KEY (${column}) REFERENCES users(id) ON DELETE ${action}`;
    expect(await one(client, columnSql, ['email_metadata', 'user_id'])).toBe(key('user_id', 'CASCADE'));
    expect(await one(client, columnSql, ['opportunity_activity', 'user_id'])).toBe(key('user_id', 'SET NULL'));
    expect(await one(client, columnSql, ['system_config', 'updated_by'])).toBe(key('updated_by', 'SET NULL'));
    expect(await one(client, 'select array_agg(user_id order by id) from email_metadata')).toEqual([user.id, null]);
    expect(await one(client, 'select array_agg(user_id order by id) from opportunity_activity')).toEqual([
      user.id,
      null,
      null,
    ]);
    expect(
      await one(
        client,
        `select array_agg(source_table || ' ' || old_value || ' ' || row_key order by source_table)
        from orphaned_references`,
      ),
    ).toEqual(['email_metadata 4711 {"id": 2}', 'opportunity_activity 9999999999 {"id": 2}']);
  });
});

test('a column of another type is left alone with a warning', async () => {
  await withDatabaseAt('018', async (client) => {
    await client.query('alter table url_cache alter user_id type text');
    const notices = await applyMigrations(client, repair);
    expect(notices).toContainEqual(expect.stringMatching(/^WARNING: url_cache.user_id is of type text/));
    expect(await one(client, columnSql, ['url_cache', 'user_id'])).toBe('text t ');
  });
});

const commentsSql = `select array_agg(description order by description) from pg_description
  join pg_attribute on attrelid = objoid and attnum = objsubid where attname = 'public_id'`;

test('databases older than public_id get it, and every uuid is kept, because none can match', async () => {
  await withDatabaseAt('018', async (client) => {
    await client.query('alter table users drop public_id; alter table conversations drop public_id');
    await client.query(
      `insert into users (email) values ('a@example.org'); insert into conversations (user_id) values (gen_random_uuid())`,
    );
    const value = randomUUID();
    await client.query(`insert into url_summaries (user_id, conversation_id, url, summary) values ($1, $1, 'u', 's')`, [
      value,
    ]);
    await applyMigrations(client, ['019_fix_user_id_types', ...repair]);
    for (const table of ['users', 'conversations'])
      expect(
        await one(
          client,
          `select format('%s %s %s', attnotnull, atthasdef, attnum = max(attnum) over ()) from pg_attribute
        where attrelid = '${table}'::regclass and attname = 'public_id'`,
        ),
      ).toBe('t t t');
    expect(await one(client, `select count(*)::int from pg_constraint where conname ~ '_public_id_key$'`)).toBe(2);
    expect(await one(client, commentsSql)).toEqual(await withDatabaseAt('001', (fresh) => one(fresh, commentsSql)));
    expect(await one(client, 'select count(*)::int from orphaned_references where old_value = $1', [value])).toBe(2);
    expect(
      await one(client, `select count(*)::int from orphaned_references where source_table = 'conversations'`),
    ).toBe(1);
  });
});

test('a public_id added by hand is completed where it is empty and kept where it is not', async () => {
  await withDatabaseAt('018', async (client) => {
    const user = await addUser(client);
    await client.query(
      'alter table users drop constraint users_public_id_key, alter public_id drop not null, alter public_id drop default',
    );
    await client.query(`insert into users (email) values ('empty@example.org')`);
    await client.query(`insert into url_cache (user_id, url, content) values ($1, 'u', '{}')`, [user.public_id]);
    await applyMigrations(client, repair);
    expect(await one(client, 'select user_id from url_cache')).toBe(user.id);
    expect(await one(client, 'select count(public_id)::int from users')).toBe(2);
    await expect(client.query('update users set public_id = $1', [user.public_id])).rejects.toMatchObject({
      code: '23505',
    });
  });
});

test('views on converted columns, views on those, and materialized ones are made again as they were', async () => {
  await withDatabaseAt('018', async (client) => {
    const user = await addUser(client);
    await client.query(`insert into email_metadata (user_id, gmail_message_id) values ($1, 'm')`, [user.public_id]);
    const role = `reader_${randomUUID().replaceAll('-', '')}`;
    await client.query(`create role ${role}`);
    try {
      await client.query(`
        create view inbox with (security_barrier = true) as select id, user_id, gmail_message_id as "Message" from email_metadata;
        create view inbox_of as select i."Message", u.email, c.title from inbox i join users u on u.public_id::text = i.user_id::text
          left join conversations c on c.user_id::text = i.user_id::text;
        create materialized view inbox_sizes as select user_id, count(*) as size from email_metadata group by user_id;
        create unique index inbox_sizes_user on inbox_sizes (user_id);
        comment on view inbox is 'seen'; comment on column inbox."Message" is 'the message';
        alter view inbox alter "Message" set default 'none';
        create view untouched as select id, subject from email_metadata;
        grant select on inbox to ${role} with grant option; grant select (size) on inbox_sizes to public; alter view inbox_of owner to ${role}`);
      const untouched = await one(client, `select 'untouched'::regclass::oid`);
      await applyMigrations(client, ['019_fix_user_id_types', ...repair]);
      expect(await one(client, 'select user_id from inbox')).toBe(user.id);
      expect(await one(client, 'select user_id from inbox_sizes')).toBe(user.id);
      expect(await one(client, `select 'untouched'::regclass::oid`)).toBe(untouched);
      expect(
        await one(
          client,
          `select array_agg(format('%s|%s|%s|%s', relname, reloptions, relowner::regrole, obj_description(oid))
          order by relname) from pg_class where relname in ('inbox', 'inbox_of')`,
        ),
      ).toEqual(['inbox|{security_barrier=true}|postgres|seen', `inbox_of||${role}|`]);
      expect(await one(client, `select has_table_privilege($1, 'inbox', 'select with grant option')`, [role])).toBe(
        true,
      );
      expect(await one(client, `select has_column_privilege('public', 'inbox_sizes', 'size', 'select')`)).toBe(true);
      expect(await one(client, `select to_regclass('inbox_sizes_user') is not null`)).toBe(true);
      expect(await one(client, `select col_description('inbox'::regclass, 3)`)).toBe('the message');
    } finally {
      await client.query(`drop owned by ${role}; drop role ${role}`);
    }
  });
});

test('a default, a partial index and a key to public_id, all made by hand, do not stand in the way', async () => {
  await withDatabaseAt('018', async (client) => {
    const user = await addUser(client);
    await client.query(`alter table url_cache alter user_id set default gen_random_uuid(),
        add constraint by_hand foreign key (user_id) references users (public_id);
      create index by_hand_index on url_cache (user_id, url) where user_id is not null;
      create statistics by_hand_statistics on user_id, fetched_at from url_cache`);
    await client.query(`insert into url_cache (user_id, url, content) values ($1, 'u', '{}')`, [user.public_id]);
    await applyMigrations(client, repair);
    expect(await one(client, columnSql, ['url_cache', 'user_id'])).toBe(
      'integer f FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE',
    );
    expect(await one(client, `select pg_get_indexdef('by_hand_index'::regclass)`)).toMatch(
      /\(user_id, url\) WHERE \(user_id IS NOT NULL\)$/,
    );
    expect(await one(client, 'select user_id from url_cache')).toBe(user.id);
  });
});

test('a policy that hides rows stops the repair instead of losing what it hides', async () => {
  await withDatabaseAt('018', async (client) => {
    const role = `owner_${randomUUID().replaceAll('-', '')}`;
    await client.query(`create role ${role}; grant create, usage on schema public to ${role}`);
    try {
      await client.query(`do $$ declare t regclass; begin for t in select oid from pg_class where relkind = 'r'
        and relnamespace = 'public'::regnamespace loop execute format('alter table %s owner to ${role}', t); end loop; end $$`);
      await client.query(`insert into url_cache (user_id, url, content) values (gen_random_uuid(), 'u', '{}');
        alter table url_cache enable row level security, force row level security; set role ${role}`);
      await expect(applyMigrations(client, repair)).rejects.toMatchObject({ code: '42501' });
      await client.query('alter table url_cache no force row level security');
      await applyMigrations(client, repair);
      await client.query('reset role');
      expect(await one(client, 'select count(*)::int from orphaned_references')).toBe(1);
    } finally {
      await client.query(`reset role; drop owned by ${role} cascade; drop role ${role}`);
    }
  });
});

test('triggers that name a converted column are made again, disabled ones disabled', async () => {
  await withDatabaseAt('018', async (client) => {
    await client.query(`create function note() returns trigger language plpgsql as 'begin return new; end';
      create trigger on_owner after update of user_id, url on url_cache for each row
        when (old.user_id is distinct from new.user_id) execute function note();
      create trigger on_user before insert or update of user_id on url_cache for each row execute function note();
      comment on trigger on_user on url_cache is 'noted';
      alter table url_cache disable trigger on_owner`);
    await applyMigrations(client, repair);
    expect(await one(client, columnSql, ['url_cache', 'user_id'])).toMatch(/^integer f/);
    expect(
      await one(
        client,
        `select array_agg(format('%s %s %s', tgname, tgenabled, obj_description(oid)) order by tgname)
         from pg_trigger where tgrelid = 'url_cache'::regclass and not tgisinternal`,
      ),
    ).toEqual(['on_owner D ', 'on_user O noted']);
  });
});
