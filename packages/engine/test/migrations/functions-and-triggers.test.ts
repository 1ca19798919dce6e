import { withClient } from '@plumbline/testkit';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { applyMigrations } from './migration-files.ts';
import { one, withDatabaseAt } from './scratch-database.ts';

async function addUser(client: pg.Client): Promise<number> {
  return one<number>(client, `insert into users (email) values (gen_random_uuid() || '@example.org') returning id`);
}

async function addAgent(client: pg.Client, user: number): Promise<number> {
  return one<number>(
    client,
    `insert into user_ai_agents (user_id, provider_name, agent_name, model) values ($1, 'openai', 'a', 'm') returning id`,
    [user],
  );
}

async function chooseDefault(client: pg.Client, user: number, agent: number): Promise<void> {
  await client.query('begin');
  await client.query('select deactivate_old_default_agents($1, $2)', [user, agent]);
  await client.query('select pg_sleep(0.05)');
  await client.query('update user_ai_agents set is_default = true where id = $1', [agent]);
  await client.query('commit');
}

test('a user has one default agent, and choosing another takes the mark off the first', async () => {
  await withDatabaseAt('021', async (client) => {
    const user = await addUser(client);
    const first = await addAgent(client, user);
    const second = await addAgent(client, user);
    await chooseDefault(client, user, first);
    await expect(client.query('update user_ai_agents set is_default = true')).rejects.toMatchObject({ code: '23505' });
    await chooseDefault(client, user, second);
    expect(await one(client, 'select array_agg(id) from user_ai_agents where is_default')).toEqual([second]);
    expect(await one(client, 'select agent_id from get_user_default_agent($1)', [user])).toBe(second);
    expect(await one(client, 'select deactivate_old_default_agents($1)', [user])).toBe(1);
    expect((await client.query('select * from get_user_default_agent($1)', [user])).rows).toEqual([]);
  });
});

test('two sessions that choose a default at the same moment both succeed, and one default remains', async () => {
  await withDatabaseAt('021', async (client, url) => {
    const user = await addUser(client);
    const agents = [await addAgent(client, user), await addAgent(client, user)];
    await withClient(url, async (other) => {
      for (let turn = 0; turn < 5; turn += 1)
        await Promise.all([chooseDefault(client, user, agents[0] ?? 0), chooseDefault(other, user, agents[1] ?? 0)]);
    });
    expect(await one(client, 'select count(*)::int from user_ai_agents where is_default')).toBe(1);
  });
});

test('the providers are there from the start, with well-formed lists of models and settings', async () => {
  await withDatabaseAt('021', async (client) => {
    const { rows } = await client.query<{ provider_name: string }>('select provider_name from ai_agent_providers');
    expect(rows.map((row) => row.provider_name)).toEqual(expect.arrayContaining(['openai', 'anthropic', 'google']));
    expect(
      await one(
        client,
        `select bool_and(jsonb_typeof(supported_models) = 'array' and jsonb_typeof(config_schema) = 'object')
      from ai_agent_providers`,
      ),
    ).toBe(true);
  });
});

test('earned value follows from the cumulative figures, and nothing is divided by zero or too large to keep', async () => {
  await withDatabaseAt('021', async (client) => {
    const project = await one<string>(
      client,
      `insert into evm_projects (project_name, total_budget, planned_start_date, planned_end_date)
       values ('p', 1000, '2024-01-01', '2024-12-31') returning id`,
    );
    const report = async (pv: number, ev: number, ac: number): Promise<unknown> =>
      (
        await client.query({
          rowMode: 'array',
          text: `insert into evm_reporting_periods
            (project_id, period_start_date, period_end_date, cumulative_pv, cumulative_ev, cumulative_ac)
            values ($1, '2024-01-01', '2024-01-31', $2, $3, $4)
            returning cost_performance_index, schedule_performance_index, cost_variance, schedule_variance,
              percent_planned, percent_complete, percent_spent`,
          values: [project, pv, ev, ac],
        })
      ).rows[0];
    expect(await report(400, 300, 600)).toEqual([
      '0.5000',
      '0.7500',
      '-300.00',
      '-100.00',
      '0.4000',
      '0.3000',
      '0.6000',
    ]);
    expect(await report(0, 0, 0)).toEqual([null, null, '0.00', '0.00', '0.0000', '0.0000', '0.0000']);
    expect(await report(1, 500, 0.01)).toEqual(['9.9999', '9.9999', '499.99', '499.00', '0.0010', '0.5000', '0.0000']);
    await client.query('update evm_projects set total_budget = 0 where id = $1', [project]);
    expect(await report(1, 1, 1)).toEqual(['1.0000', '1.0000', '0.00', '0.00', null, null, null]);
    await client.query(`update evm_reporting_periods set cumulative_ac = 300 where cumulative_ac = 600`);
    expect(
      await one(client, 'select cost_performance_index from evm_reporting_periods where cumulative_ac = 300'),
    ).toBe('1.0000');
  });
});

test('a checklist counts its items, through changes, moves, deletion and two sessions at once', async () => {
  await withDatabaseAt('021', async (client, url) => {
    const { rows } = await client.query<{ id: string }>(
      `insert into compliance_checklists (checklist_name) values ('a'), ('b') returning id`,
    );
    const [a, b] = rows.map(({ id }) => id);
    const counts = (id: string | undefined): Promise<string> =>
      one(
        client,
        `select format('%s %s %s %s', total_items, completed_items, failed_items, status) from compliance_checklists where id = $1`,
        [id],
      );
    await client.query(
      `insert into compliance_checklist_items (checklist_id, requirement, item_number)
      select $1, 'r', n::text from generate_series(1, 4) n`,
      [a],
    );
    expect(await counts(a)).toBe('4 0 0 not_started');
    await client.query(`update compliance_checklist_items set status = 'completed' where item_number = '1'`);
    await client.query(`update compliance_checklist_items set status = 'failed' where item_number = '2'`);
    expect(await counts(a)).toBe('4 1 1 in_progress');
    await client.query(`update compliance_checklist_items set checklist_id = $1 where item_number in ('1', '3')`, [b]);
    expect([await counts(a), await counts(b)]).toEqual(['2 0 1 in_progress', '2 1 0 in_progress']);
    await client.query(`delete from compliance_checklist_items where item_number = '3'`);
    expect(await counts(b)).toBe('1 1 0 completed');
    await withClient(url, async (other) => {
      await client.query('begin');
      await client.query(`update compliance_checklist_items set status = 'completed' where item_number = '2'`);
      const later = other.query(`update compliance_checklist_items set status = 'completed' where item_number = '4'`);
      await client.query('select pg_sleep(0.1)');
      await client.query('commit');
      await later;
    });
    expect(await counts(a)).toBe('2 2 0 completed');
    await client.query('delete from compliance_checklists');
    expect(await one(client, 'select count(*)::int from compliance_checklist_items')).toBe(0);
  });
});

test('changes of a section are logged with the person who made them', async () => {
  await withDatabaseAt('021', async (client) => {
    const user = await addUser(client);
    const section = await one<string>(
      client,
      `with w as (insert into proposal_workspaces (workspace_name) values ('w') returning id)
       insert into proposal_sections (workspace_id, section_title, last_edited_by) select id, 's', $1 from w returning id`,
      [user],
    );
    await client.query(`update proposal_sections set status = 'draft', content = 'text', assigned_to = $1`, [user]);
    await client.query(`update proposal_sections set display_order = 2`);
    const { rows } = await client.query(
      'select activity_type, entity_id, old_value, new_value, changes, user_id from proposal_activity_log order by activity_type',
    );
    const entry = (activity_type: string, more: object): object => ({
      activity_type,
      entity_id: section,
      user_id: user,
      old_value: null,
      new_value: null,
      changes: {},
      ...more,
    });
    expect(rows).toEqual([
      entry('section_assigned', { new_value: String(user) }),
      entry('section_created', { new_value: 'not_started' }),
      entry('section_edited', { changes: { length_before: null, length_after: 4, version: 1 } }),
      entry('section_status_changed', { old_value: 'not_started', new_value: 'draft' }),
    ]);
  });
});

test('a session that logged a section before the repair goes on logging after it', async () => {
  await withDatabaseAt('018', async (client, url) => {
    const user = await one<string>(client, `insert into users (email) values ('a@example.org') returning public_id`);
    await client.query(`with w as (insert into proposal_workspaces (workspace_name) values ('w') returning id)
      insert into proposal_sections (workspace_id, section_title, last_edited_by) select id, 's', '${user}' from w`);
    await withClient(url, (migrator) => applyMigrations(migrator, ['021_fix_type_mismatches']));
    await client.query(`update proposal_sections set status = 'draft'`);
    expect(await one(client, 'select array_agg(distinct user_id) from proposal_activity_log')).toEqual([1]);
  });
});

test('every table with an updated_at trigger moves it on, and cached answers count their hits until they expire', async () => {
  await withDatabaseAt('021', async (client) => {
    await client.query(`insert into opportunities (notice_id, title, updated_at) values ('n', 't', '2001-01-01');
      insert into market_data_sources (source_name, updated_at) values ('s', '2001-01-01');
      update opportunities set title = 'u'; update market_data_sources set source_type = 'u';
      update ai_agent_providers set updated_at = '2001-01-01' where provider_name = 'openai'`);
    for (const table of ['opportunities', 'market_data_sources', 'ai_agent_providers'])
      expect(await one(client, `select min(updated_at) > '2020-01-01' from ${table}`)).toBe(true);
    await client.query(`insert into market_api_cache (query_hash, response_data, expires_at) values
      ('good', '{"a": 1}', null), ('old', '{}', '2001-01-01')`);
    expect(await one(client, `select update_cache_hit('good')`)).toEqual({ a: 1 });
    expect(await one(client, `select update_cache_hit('old')`)).toBeNull();
    expect(await one(client, `select array_agg(cache_hit_count order by query_hash) from market_api_cache`)).toEqual([
      1, 0,
    ]);
  });
});

test('old telemetry is deleted and counted, and a retention below zero is refused', async () => {
  await withDatabaseAt('021', async (client) => {
    await applyMigrations(client, ['create_telemetry_tables']);
    await client.query(`insert into telemetry_errors (error_type, created_at) values ('a', now() - interval '100 days'), ('b', now());
      insert into telemetry_events (type, timestamp) select 'e', now() - n * interval '40 days' from generate_series(0, 4) n`);
    const cleaned = await client.query('select * from cleanup_old_telemetry(90)');
    expect(cleaned.rows).toEqual([{ deleted_errors: '1', deleted_events: '2' }]);
    expect((await client.query('select * from cleanup_old_telemetry()')).rows).toEqual([
      { deleted_errors: '0', deleted_events: '0' },
    ]);
    await expect(client.query('select cleanup_old_telemetry(-1)')).rejects.toMatchObject({ code: '22023' });
  });
});
