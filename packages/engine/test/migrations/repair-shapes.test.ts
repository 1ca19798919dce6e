import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { applyMigrations, migrationsBetween } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

const shapeSql = `select array_agg(format('%s %s %s %s', attname, format_type(atttypid, atttypmod), attnotnull,
    pg_get_expr(adbin, adrelid)) order by attnum)
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = $1::regclass and attnum > 0 and not attisdropped`;

const keysSql = `select array_agg(pg_get_constraintdef(oid) order by 1) || array(select pg_get_indexdef(indexrelid)
  from pg_index where indrelid = $1::regclass order by 1) from pg_constraint where conrelid = $1::regclass and contype <> 'n'`;

/** The final table as a database gets it that never knew another shape. */
async function plainShape(table: string): Promise<readonly unknown[]> {
  return withDatabaseAt('021', async (client) => [
    await one(client, shapeSql, [table]),
    await one(client, keysSql, [table]),
  ]);
}

async function shape(client: pg.Client, table: string): Promise<readonly unknown[]> {
  return [await one(client, shapeSql, [table]), await one(client, keysSql, [table])];
}

const nobody = randomUUID();

async function oldSearches(client: pg.Client): Promise<{ readonly id: number }> {
  const { rows } = await client.query<{ id: number; public_id: string }>(
    `insert into users (email) values ('a@example.org') returning id, public_id`,
  );
  const user = rows[0];
  if (user === undefined) throw new Error('no user');
  await client.query(
    `insert into search_history (id, user_id, query, result_count, clicked_result_index, search_type, created_at) values
       (7, $1, 'mine', 3, 2, 'web', '2024-01-01'), (8, $2, 'a stranger''s', null, null, 'mail', '2024-01-02'),
       (9, null, 'nobody''s', 0, 0, null, null)`,
    [user.public_id, nobody],
  );
  return user;
}

async function expectCarriedOver(client: pg.Client, user: { readonly id: number }): Promise<void> {
  const { rows } = await client.query(
    `select user_id, query, results_count, conversation_id, searched_at::text, metadata, created_at::text
     from search_history order by metadata ->> 'legacy_id'`,
  );
  const row = (query: string, more: object): object => ({ query, conversation_id: null, user_id: null, ...more });
  const first = { legacy_id: 7, search_type: 'web', clicked_result_index: 2 };
  const second = { legacy_id: 8, search_type: 'mail', clicked_result_index: null, result_count: null };
  const third = { legacy_id: 9, search_type: null, clicked_result_index: 0 };
  const at = (day: string): object => ({ searched_at: `${day} 00:00:00`, created_at: `${day} 00:00:00` });
  expect(rows).toEqual([
    row('mine', { user_id: user.id, results_count: 3, metadata: first, ...at('2024-01-01') }),
    row("a stranger's", { results_count: 0, metadata: second, ...at('2024-01-02') }),
    row("nobody's", { results_count: 0, metadata: third, searched_at: expect.any(String), created_at: null }),
  ]);
  expect(await one(client, 'select count(*)::int from orphaned_references where old_value = $1', [nobody])).toBe(1);
  expect(await shape(client, 'search_history')).toEqual(await plainShape('search_history'));
}

test('011 carries the searches of 001 over, and 021 repairs their users', async () => {
  await withDatabaseAt('010', async (client) => {
    const user = await oldSearches(client);
    await applyMigrations(client, migrationsBetween('011', '021'));
    await expectCarriedOver(client, user);
  });
});

test('where 011 was recorded without having done anything, 021 carries the searches over', async () => {
  await withDatabaseAt('010', async (client) => {
    const user = await oldSearches(client);
    await client.query('grant select on search_history to public');
    await applyMigrations(client, migrationsBetween('012', '021'));
    await expectCarriedOver(client, user);
    expect(await one(client, `select has_table_privilege('public', 'search_history', 'select')`)).toBe(true);
    expect((await applyMigrations(client, ['021_fix_type_mismatches'])).at(-1)).toMatch(/nothing to repair/);
  });
});

test('the shape of 001 with users already made integer by hand is carried over too', async () => {
  await withDatabaseAt('010', async (client) => {
    const user = await oldSearches(client);
    await client.query(
      `alter table search_history alter user_id type integer using case id when 7 then ${user.id} when 8 then 4711 end`,
    );
    await expect(applyMigrations(client, ['011_add_search_history'])).rejects.toThrow(/its user_id is of type integer/);
    await applyMigrations(client, migrationsBetween('012', '021'));
    expect(
      await one(client, `select array_agg(user_id order by metadata ->> 'legacy_id') from search_history`),
    ).toEqual([user.id, null, null]);
    expect(await one(client, 'select array_agg(old_value) from orphaned_references')).toEqual(['4711']);
    expect(await shape(client, 'search_history')).toEqual(await plainShape('search_history'));
  });
});

test('011 leaves its own shape alone and refuses a third one', async () => {
  await withDatabaseAt('011', async (client) => {
    await client.query(`insert into search_history (user_id, query) values (gen_random_uuid(), 'q')`);
    const before = await shape(client, 'search_history');
    const notices = await applyMigrations(client, ['011_add_search_history']);
    expect(notices).toContainEqual(expect.stringMatching(/has the shape of 011 already/));
    expect(await shape(client, 'search_history')).toEqual(before);
    expect(await one(client, 'select count(*)::int from search_history')).toBe(1);
    await client.query('drop table search_history; create table search_history (id int, words text)');
    await expect(applyMigrations(client, ['011_add_search_history'])).rejects.toThrow(/its columns are \{id,words\}/);
    const warnings = await applyMigrations(client, ['021_fix_type_mismatches']);
    expect(warnings).toContainEqual(expect.stringMatching(/^WARNING: search_history has neither the shape/));
  });
});

test.each([
  'create policy own on search_history using (true)',
  'create view recent as select query from search_history',
])('what hangs on the older searches is not dropped without a word: %s', async (statement) => {
  await withDatabaseAt('010', async (client) => {
    await client.query(statement);
    for (const name of ['011_add_search_history', '021_fix_type_mismatches'])
      await expect(applyMigrations(client, [name])).rejects.toThrow(/views, triggers or policies/);
  });
});

test('older metrics without a value keep their rows, get NaN, and take new measurements', async () => {
  await withDatabaseAt('020', async (client) => {
    await client.query(`insert into system_performance_metrics (metric_name, value, unit) values ('latency', 1, 'ms');
      alter table system_performance_metrics drop column value`);
    const notices = await applyMigrations(client, ['021_fix_type_mismatches']);
    expect(notices).toContainEqual(expect.stringMatching(/column value added, NaN in the rows from before/));
    await client.query(`insert into system_performance_metrics (metric_name, value, unit) values ('latency', 2, 'ms')`);
    expect(await one(client, 'select array_agg(value::text order by id) from system_performance_metrics')).toEqual([
      'NaN',
      '2',
    ]);
    await expect(
      client.query(`insert into system_performance_metrics (metric_name, unit) values ('x', 'ms')`),
    ).rejects.toMatchObject({ code: '23502' });
  });
});

test('a quite different older shape of the metrics is completed from its own columns, and its duties are lifted', async () => {
  await withDatabaseAt('020', async (client) => {
    await client.query(`drop table system_performance_metrics; create table system_performance_metrics
      (id serial primary key, metric_type text not null, metric_value double precision not null, recorded_at timestamptz not null default now());
      insert into system_performance_metrics (metric_type, metric_value, recorded_at) values ('cpu', 0.5, '2024-01-01 12:00+00')`);
    await client.query(`set timezone = 'UTC'`);
    await applyMigrations(client, ['021_fix_type_mismatches']);
    await client.query(`insert into system_performance_metrics (metric_name, value, unit) values ('latency', 2, 'ms')`);
    expect(
      await one(
        client,
        `select array_agg(format('%s %s %s %s %s', timestamp, metric_name, value, unit, metric_type) order by id)
        from system_performance_metrics where metric_type is not null`,
      ),
    ).toEqual(['2024-01-01 12:00:00 unknown 0.5 unknown cpu']);
    const final = await plainShape('system_performance_metrics');
    expect(await one(client, keysSql, ['system_performance_metrics'])).toEqual(final[1]);
    const columns = new Set(await one<readonly string[]>(client, shapeSql, ['system_performance_metrics']));
    for (const column of final[0] as readonly string[]) expect(columns).toContain(column);
  });
});
