import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, type ServiceUnderTest, startService, testSecrets } from './service-under-test.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startService({ LOG_LEVEL: 'trace', BODY_LIMIT_BYTES: '4096' });
});
afterAll(() => service.stop());

describe('a refusal', () => {
  test.each([
    ['an unknown route', 'GET', '/nowhere', undefined, {}, 404, 'not-found'],
    ['a broken body', 'POST', '/v1/auth/login', '{"email":', {}, 400, 'invalid-request'],
    [
      'another media type',
      'POST',
      '/v1/auth/login',
      'a=b',
      { 'content-type': 'text/plain' },
      415,
      'unsupported-media-type',
    ],
    [
      'a body that is too large',
      'POST',
      '/v1/auth/login',
      JSON.stringify({ email: 'x'.repeat(5000) }),
      {},
      413,
      'body-too-large',
    ],
    ['an id that is none', 'GET', '/v1/conversations/7', undefined, {}, 401, 'unauthorized'],
  ] as const)('of %s is a problem with its request id', async (_, method, path, body, headers, status, code) => {
    const answer = await service.request(method, path, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: `/problems/${code}`,
      status,
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('of a fault inside tells nothing of the inside, and the log all of it', async () => {
    const { authorization } = await service.signUp();
    await service.query('alter table conversations rename to conversations_away');
    const answer = await service.request('GET', '/v1/conversations', undefined, { authorization });
    await service.query('alter table conversations_away rename to conversations');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(JSON.stringify(answer.body)).not.toMatch(/conversations|relation|42P01|\.ts|\.js/);
    const line = service
      .log()
      .split('\n')
      .find((one) => one.includes(answer.body.requestId) && one.includes('request failed'));
    expect(JSON.parse(line ?? '{}').err).toMatchObject({
      code: '42P01',
      message: expect.stringContaining('conversations'),
    });
  });
});

test('a request keeps the id that it comes with, when it is one', async () => {
  const idOf = async (id: string) =>
    (await service.request('GET', '/healthz', undefined, { 'x-request-id': id })).headers.get('x-request-id');
  expect(await idOf('caller-0123456789')).toBe('caller-0123456789');
  for (const bad of ['short', 'with space and "quotes"', 'x'.repeat(200)]) expect(await idOf(bad)).not.toBe(bad);
});

test('secrets of every kind stay out of the log, at its most talkative level', async () => {
  const { authorization, email } = await service.signUp('pearl.diver@example.com');
  await service.request('POST', '/v1/auth/login', { email, password });
  await service.request('POST', '/v1/auth/login', { email, password: 'wrong-secret-42' });
  await service.request('POST', '/v1/auth/register', { email, password });
  const apiKey = 'sk-perlmutt-0123456789';
  await service.request(
    'POST',
    '/v1/agents',
    { providerName: 'openai', agentName: 'a', model: 'm', apiKey },
    { authorization },
  );
  await service.request(
    'POST',
    '/v1/agents',
    { providerName: 'nope', agentName: 'a', model: 'm', apiKey },
    { authorization },
  );
  await service.request('POST', '/v1/agents', { providerName: 'openai', agentName: 7, apiKey }, { authorization });
  // An error of the server whose detail holds the row.
  await service.query("alter table user_ai_agents add constraint no_more check (agent_name <> 'refused')");
  await service.request(
    'POST',
    '/v1/agents',
    { providerName: 'openai', agentName: 'refused', model: 'm', apiKey },
    { authorization },
  );
  await service.query('alter table user_ai_agents drop constraint no_more');
  const log = service.log();
  const databasePassword = decodeURIComponent(new URL(service.databaseUrl).password);
  const secrets = [
    password,
    'wrong-secret-42',
    apiKey,
    authorization.slice(7),
    testSecrets.JWT_SECRET,
    testSecrets.ENCRYPTION_KEY,
    '$scrypt$',
  ];
  for (const secret of [...secrets, ...(databasePassword.length > 3 ? [databasePassword] : [])]) {
    expect(log).not.toContain(secret);
  }
  expect(log).not.toContain(email);
  expect(log.split('\n').length).toBeGreaterThan(10);
});

describe('the documentation', () => {
  test('describes every route, with a schema for what comes in and what goes out', async () => {
    const { status, body } = await service.request('GET', '/docs/json');
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1/);
    const operations = Object.entries(
      body.paths as Record<string, Record<string, { summary?: string; responses?: object; requestBody?: object }>>,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ route: `${method} ${path}`, ...operation })),
    );
    expect(operations.length).toBeGreaterThan(20);
    for (const { route, summary, responses, requestBody } of operations) {
      expect(summary, route).toBeTruthy();
      expect(Object.keys(responses ?? {}).length, route).toBeGreaterThan(0);
      if (/^(post|put|patch) \/v1\/(auth|conversations|telemetry|users|providers)/.test(route))
        expect(requestBody, route).toBeTruthy();
    }
  });

  test('is a page', async () => {
    const page = await service.request('GET', '/docs/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

describe('limits', () => {
  test('of requests a minute: beyond them 429 with the time to wait, and health stays reachable', async () => {
    const own = await startService({
      RATE_LIMIT_PER_MINUTE: '5',
      LOGIN_RATE_LIMIT_PER_MINUTE: '2',
      DATABASE_URL: service.databaseUrl,
    });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) statuses.push((await own.request('GET', '/v1/me')).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
      const login = () => own.request('POST', '/v1/auth/login', { email: 'a@example.com', password });
      expect([(await login()).status, (await login()).status]).toEqual([401, 401]);
      const refused = await login();
      expect([refused.status, refused.body.type]).toEqual([429, '/problems/too-many-requests']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      for (let i = 0; i < 10; i++) expect((await own.request('GET', '/readyz')).status).toBe(200);
    } finally {
      await own.stop();
    }
  });

  test('what is no HTTP at all is refused, and the service goes on', async () => {
    const { hostname, port } = new URL(service.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\u0016\u0003\u0001 not http\r\n\r\n'));
      socket.once('data', (data) => resolve(String(data)));
      socket.once('close', () => resolve('closed'));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400|closed/);
    expect((await service.request('GET', '/healthz')).status).toBe(200);
  });
});
