import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, waitUntil } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, type ServiceUnderTest, startService } from './service-under-test.ts';

const readyz = (service: ServiceUnderTest): Promise<Answer> => service.request('GET', '/readyz');

test('a database that goes away while it serves: 503 with the reason, alive, and ready again by itself', async () => {
  const { major } = testServer();
  const server = await startServer({ major: major as 18 });
  onTestFinished(() => server.stop());
  const service = await startService({
    DATABASE_URL: server.url,
    METRICS_FLUSH_SECONDS: '1',
    DATABASE_ACQUIRE_TIMEOUT_MS: '500',
  });
  onTestFinished(() => service.stop());
  const { authorization } = await service.signUp();
  expect((await readyz(service)).status).toBe(200);

  server.kill('SIGKILL');
  await waitUntil('503 on /readyz', async () => (await readyz(service)).status === 503);
  const { body } = await readyz(service);
  expect(body).toMatchObject({ ready: false, reasons: [{ code: 'database-unreachable' }] });
  expect((await service.request('GET', '/healthz')).status).toBe(200);
  const refused = await service.request('GET', '/v1/conversations', undefined, { authorization });
  expect([refused.status, refused.body.type]).toEqual([503, '/problems/unavailable']);
  expect(refused.headers.get('retry-after')).toBe('2');
  // Long enough for several flushes to fail.
  await sleep(3000);
  expect(await service.metric('backend_measurement_flush_failures_total')).toBeGreaterThan(0);

  await server.restart();
  const restarted = performance.now();
  await waitUntil('200 on /readyz', async () => (await readyz(service)).status === 200);
  expect(performance.now() - restarted).toBeLessThan(5000);
  expect((await service.request('GET', '/v1/conversations', undefined, { authorization })).status).toBe(200);
  await waitUntil(
    'what was measured meanwhile',
    async () => (await service.metric('backend_measurements_buffered')) === 0,
  );
  expect(await service.metric('backend_measurements_dropped_total')).toBe(0);
  const seen = await service.query(
    `select from system_performance_metrics where tags @> '{"route":"/readyz","status":"503"}'`,
  );
  expect(seen.length).toBeGreaterThan(0);
});

test('a connection that is cut while a request uses it costs that request, not the process', async () => {
  const service = await startService({ DATABASE_POOL_SIZE: '3' });
  onTestFinished(() => service.stop());
  const { authorization } = await service.signUp();
  const holder = new pg.Client({ connectionString: service.databaseUrl });
  holder.on('error', () => {});
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin; lock table conversations');
  const held = service.request('GET', '/v1/conversations', undefined, { authorization });
  const waiting = `select pid from pg_stat_activity where application_name = 'myaiagent-backend'
    and datname = current_database() and wait_event_type = 'Lock'`;
  await waitUntil('a query that waits', async () => (await service.query(waiting)).length === 1);
  await service.query(`select pg_terminate_backend(pid) from (${waiting}) as waiting`);
  const { status, body } = await held;
  expect([status, body.type]).toEqual([503, '/problems/unavailable']);
  await holder.query('rollback');
  expect((await service.request('GET', '/v1/conversations', undefined, { authorization })).status).toBe(200);
  // The server itself was there all the time.
  expect(await service.metric('backend_database_reachable')).toBe(1);
});

test('a pool that is used up is a reason not to be ready, and passes when it is free again', async () => {
  const service = await startService({ DATABASE_POOL_SIZE: '1', DATABASE_ACQUIRE_TIMEOUT_MS: '300' });
  onTestFinished(() => service.stop());
  const { authorization } = await service.signUp();
  const holder = new pg.Client({ connectionString: service.databaseUrl });
  holder.on('error', () => {});
  await holder.connect();
  await holder.query('begin; lock table conversations');
  const held = service.request('GET', '/v1/conversations', undefined, { authorization });
  await waitUntil('503 on /readyz', async () => (await readyz(service)).status === 503);
  // The server is not taken for away: a request that got a connection may wait for its answer.
  expect(await service.metric('backend_database_reachable')).toBe(1);
  await holder.end();
  expect((await held).status).toBe(200);
  await waitUntil('200 on /readyz', async () => (await readyz(service)).status === 200);
});

test('a table that is dropped while it serves: not ready, by name, and ready again when it is back', async () => {
  const service = await startService();
  onTestFinished(() => service.stop());
  const { authorization } = await service.signUp();
  await service.query('alter table ai_agent_providers rename to providers_away');
  await service.query('alter table system_performance_metrics drop column value');
  expect((await service.request('GET', '/v1/providers', undefined, { authorization })).status).toBe(503);
  await waitUntil('503 on /readyz', async () => (await readyz(service)).status === 503);
  const { body } = await readyz(service);
  expect(body.reasons).toEqual([
    expect.objectContaining({ code: 'schema-mismatch', message: 'The table ai_agent_providers is missing.' }),
    expect.objectContaining({ message: 'The column value of system_performance_metrics is missing.' }),
  ]);
  expect(body.reasons[0].remedy).toContain('plumbline');
  expect(await service.metric('backend_schema_needs_unmet')).toBe(2);
  expect(await service.metric('backend_sql_errors_total{sqlstate="42P01"}')).toBe(1);
  expect(service.log()).toContain('the schema is not what this build needs any more');

  await service.query('alter table providers_away rename to ai_agent_providers');
  await service.query('alter table system_performance_metrics add column value numeric not null default 0');
  await waitUntil('200 on /readyz', async () => (await readyz(service)).status === 200);
  expect(service.log()).toContain('the schema is what this build needs again');
});
