import { waitUntil } from '@plumbline/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceUnderTest, startService } from './service-under-test.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startService({ METRICS_FLUSH_SECONDS: '1', METRICS_BUFFER_SIZE: '100' });
});
afterAll(() => service.stop());

describe('requests and the process', () => {
  test('are measured and written in batches, a row for each route and not for each request', async () => {
    for (let i = 0; i < 25; i++) await service.request('GET', '/healthz');
    await waitUntil('rows of /healthz', async () => {
      const rows = await service.query<{ count: number }>(
        `select sum((metadata->>'count')::int)::int as count from system_performance_metrics
         where metric_name = 'http_request_duration' and tags @> '{"route":"/healthz","status":"200"}'`,
      );
      return (rows[0]?.count ?? 0) >= 25;
    });
    const names = await service.query<{ metric_name: string; unit: string }>(
      'select distinct metric_name, unit from system_performance_metrics order by 1',
    );
    expect(names.map(({ metric_name, unit }) => `${metric_name} ${unit}`)).toEqual([
      'event_loop_lag_p99 ms',
      'http_request_duration ms',
      'pool_connections_in_use count',
      'process_cpu percent',
      'process_memory_heap bytes',
      'process_memory_rss bytes',
    ]);
  });

  test('are read by people of the right role', async () => {
    const ann = await service.signUp();
    const read = () =>
      service.request('GET', '/v1/metrics?name=process_memory_rss', undefined, { authorization: ann.authorization });
    expect((await read()).status).toBe(403);
    await service.query("update users set role = 'analyst' where public_id = $1", [ann.id]);
    await waitUntil('a measurement', async () => (await read()).body.items.length > 0);
    const [newest] = (await read()).body.items;
    expect(newest).toMatchObject({ unit: 'bytes', value: expect.any(Number) });
    expect(Math.abs(Date.now() - Date.parse(newest.at))).toBeLessThan(60_000);
  });

  test('never take the service down: a table that refuses costs measurements, which are counted', async () => {
    await service.query('alter table system_performance_metrics add constraint full_up check (false) not valid');
    const dropped = async () => (await service.metric('backend_measurements_dropped_total')) ?? 0;
    await waitUntil('dropped measurements', async () => (await dropped()) > 0);
    expect(await service.metric('backend_measurement_flush_failures_total')).toBeGreaterThan(0);
    expect((await service.request('GET', '/readyz')).status).toBe(200);
    await service.query('alter table system_performance_metrics drop constraint full_up');
    const written = await service.metric('backend_measurements_written_total');
    await waitUntil(
      'writing again',
      async () => ((await service.metric('backend_measurements_written_total')) ?? 0) > (written ?? 0),
    );
  });

  test('that are not written yet are written when the service stops', async () => {
    const own = await startService({ METRICS_FLUSH_SECONDS: '3600', DATABASE_URL: service.databaseUrl });
    await own.request('GET', '/no-such-route');
    await own.stop();
    const rows = await service.query(
      'select from system_performance_metrics where tags @> \'{"route":"unmatched","status":"404"}\'',
    );
    expect(rows).toHaveLength(1);
  });
});

describe('/metrics', () => {
  test('has the process, requests by route, the pool, migrations and the schema', async () => {
    const text = String((await service.request('GET', '/metrics')).body);
    for (const series of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
      'http_request_duration_seconds_bucket{le="0.005",method="GET",route="/healthz",status="200"}',
      'backend_pool_connections{state="total"}',
      'backend_migrations{state="applied"} 19',
      'backend_migration_duration_seconds',
      'backend_schema_needs_unmet 0',
      'backend_sql_errors_total{sqlstate="42P01"} 0',
      'backend_sql_errors_total{sqlstate="42P10"} 0',
    ]) {
      expect(text).toContain(series);
    }
  });

  test('counts failing queries by their SQLSTATE', async () => {
    const { authorization } = await service.signUp();
    await service.query('alter table user_ai_agents rename column model to modell');
    const answer = await service.request('GET', '/v1/agents', undefined, { authorization });
    await service.query('alter table user_ai_agents rename column modell to model');
    expect([answer.status, answer.body.type]).toEqual([503, '/problems/schema-mismatch']);
    expect(JSON.stringify(answer.body)).not.toMatch(/model|agents|42703|select/i);
    expect(await service.metric('backend_sql_errors_total{sqlstate="42703"}')).toBe(1);
  });

  test('with METRICS_TOKEN is for those who have it', async () => {
    const own = await startService({ METRICS_TOKEN: 'scrape-me-0123456789', DATABASE_URL: service.databaseUrl });
    try {
      const ask = async (authorization: string) =>
        (await own.request('GET', '/metrics', undefined, { authorization })).status;
      expect([await ask(''), await ask('Bearer nope'), await ask('Bearer scrape-me-0123456789')]).toEqual([
        401, 401, 200,
      ]);
    } finally {
      await own.stop();
    }
  });
});

describe('telemetry', () => {
  test('takes errors and events, from people who are signed in and others', async () => {
    const ann = await service.signUp();
    const errors = {
      items: [{ type: 'TypeError', message: 'x is undefined', stack: 'at y', context: { page: '/a' } }],
    };
    const signedIn = await service.request('POST', '/v1/telemetry/errors', errors, {
      authorization: ann.authorization,
    });
    expect([signedIn.status, signedIn.body]).toEqual([202, { accepted: 1 }]);
    const events = { items: [{ type: 'click', sessionId: 's1', data: { x: 1 } }, { type: 'leave' }] };
    expect((await service.request('POST', '/v1/telemetry/events', events)).body).toEqual({ accepted: 2 });
    const [error] = await service.query(
      `select e.error_type, e.error_message, e.context, u.public_id from telemetry_errors e join users u on u.id = e.user_id`,
    );
    expect(error).toEqual({
      error_type: 'TypeError',
      error_message: 'x is undefined',
      context: { page: '/a' },
      public_id: ann.id,
    });
    const rows = await service.query('select type, session_id, data, user_id from telemetry_events order by id');
    expect(rows).toEqual([
      { type: 'click', session_id: 's1', data: { x: 1 }, user_id: null },
      { type: 'leave', session_id: null, data: {}, user_id: null },
    ]);
  });

  test.each([
    ['nothing', []],
    ['more than a hundred', Array.from({ length: 101 }, () => ({ type: 'x' }))],
  ])('refuses %s at once', async (_, items) => {
    expect((await service.request('POST', '/v1/telemetry/events', { items })).status).toBe(400);
  });
});
