import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceUnderTest, startService } from './service-under-test.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  // A storm of changes of one person's agents is served one after the other: on a slow machine that takes its time.
  service = await startService({ DATABASE_ACQUIRE_TIMEOUT_MS: '60000', DATABASE_STATEMENT_TIMEOUT_MS: '60000' });
});
afterAll(() => service.stop());

type Headers = Readonly<Record<string, string>>;
const openai = { providerName: 'openai', agentName: 'Mine', model: 'gpt-4o', apiKey: 'sk-perlmutt-0123456789' };
const local = { providerName: 'ollama', agentName: 'Local', model: 'llama3.2' };

async function somebody(): Promise<Headers & { readonly id: string }> {
  const { authorization, id } = await service.signUp();
  return { authorization, id };
}
const headersOf = ({ authorization }: Headers): Headers => ({ authorization: authorization ?? '' });
const create = (who: Headers, body: object = local) => service.request('POST', '/v1/agents', body, headersOf(who));
const list = async (who: Headers) => (await service.request('GET', '/v1/agents', undefined, headersOf(who))).body.items;

/** Ids of the person's default agents, as the table has them. */
async function defaultsOf({ id }: { readonly id: string }): Promise<readonly number[]> {
  const rows = await service.query<{ id: number }>(
    'select a.id from user_ai_agents a join users u on u.id = a.user_id where u.public_id = $1 and a.is_default',
    [id],
  );
  return rows.map((row) => row.id);
}

describe('an agent', () => {
  test('is set up with its key, which is never returned and lies encrypted in the table', async () => {
    const ann = await somebody();
    const { status, body } = await create(ann, openai);
    expect(status).toBe(201);
    expect(body).toMatchObject({ providerName: 'openai', hasApiKey: true, status: 'untested', isDefault: true });
    const shown = JSON.stringify([body, await list(ann)]);
    expect(shown).not.toContain('perlmutt');
    const [row] = await service.query<{ key_value: string; metadata: { keyId: string } }>(
      'select s.* from api_secrets s join user_ai_agents a on a.api_key_id = s.id where a.id = $1',
      [body.id],
    );
    expect(row?.key_value).toMatch(new RegExp(`^v1\\.${row?.metadata.keyId}\\.`));
    const dump = await service.query<{ all: string }>('select jsonb_agg(to_jsonb(s))::text as all from api_secrets s');
    expect(dump[0]?.all).not.toContain('perlmutt');
  });

  test.each([
    ['a provider that is not there', { ...local, providerName: 'nobody' }, 422],
    ['no key where one is needed', { ...openai, apiKey: undefined }, 422],
    ['a key where none is wanted', { ...local, apiKey: 'sk-0123456789' }, 422],
    ['a name that is too long', { ...local, agentName: 'x'.repeat(256) }, 400],
  ])('is refused with %s', async (_, body, status) => {
    expect((await create(await somebody(), body)).status).toBe(status);
  });

  test('of somebody else is as good as not there', async () => {
    const [ann, bob] = [await somebody(), await somebody()];
    const { id } = (await create(ann)).body;
    const path = `/v1/agents/${id}`;
    const tried = await Promise.all([
      service.request('GET', path, undefined, headersOf(bob)),
      service.request('PATCH', path, { model: 'x' }, headersOf(bob)),
      service.request('DELETE', path, undefined, headersOf(bob)),
      service.request('PUT', `${path}/default`, undefined, headersOf(bob)),
      service.request('POST', `${path}/check`, undefined, headersOf(bob)),
    ]);
    expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  test('with a new key forgets the old one, and a deleted agent takes its key along', async () => {
    const ann = await somebody();
    const { id } = (await create(ann, openai)).body;
    const keys = async () =>
      (
        await service.query('select from api_secrets where key_name like $1', [
          `agent-key:${await userNumber(ann.id)}:%`,
        ])
      ).length;
    await service.request('PATCH', `/v1/agents/${id}`, { apiKey: 'sk-another-0123456789' }, headersOf(ann));
    expect(await keys()).toBe(1);
    await service.request('DELETE', `/v1/agents/${id}`, undefined, headersOf(ann));
    expect(await keys()).toBe(0);
  });

  test('is checked: a key that was tampered with is told, and a new one heals it', async () => {
    const ann = await somebody();
    const { id } = (await create(ann, openai)).body;
    const check = async () => (await service.request('POST', `/v1/agents/${id}/check`, undefined, headersOf(ann))).body;
    expect(await check()).toEqual({ isReadable: true, problem: null });
    const other = (await create(ann, openai)).body.id;
    await service.query(
      `update api_secrets set key_value = (select s.key_value from api_secrets s join user_ai_agents a on a.api_key_id = s.id where a.id = $1)
       where id = (select api_key_id from user_ai_agents where id = $2)`,
      [other, id],
    );
    expect(await check()).toMatchObject({
      isReadable: false,
      problem: expect.stringContaining('moved from another row'),
    });
    const [agent] = (await list(ann)).filter((one: { id: number }) => one.id === id);
    expect(agent).toMatchObject({ status: 'error', errorMessage: expect.stringContaining('set it again') });
    await service.request('PATCH', `/v1/agents/${id}`, { apiKey: 'sk-another-0123456789' }, headersOf(ann));
    expect(await check()).toEqual({ isReadable: true, problem: null });
  });
});

async function userNumber(publicId: string): Promise<number> {
  const [row] = await service.query<{ id: number }>('select id from users where public_id = $1', [publicId]);
  return row?.id ?? 0;
}

describe('the default agent', () => {
  test('is the first one, then the chosen one, then the newest that is left', async () => {
    const ann = await somebody();
    const ids: number[] = [];
    for (let i = 0; i < 3; i++) ids.push((await create(ann)).body.id);
    expect(await defaultsOf(ann)).toEqual([ids[0]]);
    await service.request('PUT', `/v1/agents/${ids[1]}/default`, undefined, headersOf(ann));
    expect(await defaultsOf(ann)).toEqual([ids[1]]);
    await service.request('DELETE', `/v1/agents/${ids[1]}`, undefined, headersOf(ann));
    expect(await defaultsOf(ann)).toEqual([ids[2]]);
    await service.request('PATCH', `/v1/agents/${ids[2]}`, { isActive: false }, headersOf(ann));
    expect(await defaultsOf(ann)).toEqual([ids[0]]);
    expect((await service.request('PUT', `/v1/agents/${ids[2]}/default`, undefined, headersOf(ann))).status).toBe(422);
  });

  test('is nobody when no agent is active, and somebody again as soon as one is', async () => {
    const ann = await somebody();
    const { id } = (await create(ann)).body;
    await service.request('PATCH', `/v1/agents/${id}`, { isActive: false }, headersOf(ann));
    expect(await defaultsOf(ann)).toEqual([]);
    await service.request('PATCH', `/v1/agents/${id}`, { isActive: true }, headersOf(ann));
    expect(await defaultsOf(ann)).toEqual([id]);
  });

  test('is exactly one, however many first agents are set up at once', async () => {
    const ann = await somebody();
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, i) => create(ann, { ...local, isDefault: i % 2 === 0 })),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    expect(await defaultsOf(ann)).toHaveLength(1);
  });

  test('is exactly one at every moment of a storm of choices, deletions and switches', {
    timeout: 180_000,
  }, async () => {
    const ann = await somebody();
    const headers = headersOf(ann);
    const ids: number[] = [];
    for (let i = 0; i < 8; i++) ids.push((await create(ann)).body.id);
    let isOver = false;
    const seen = new Set<number>();
    const watching = (async () => {
      while (!isOver) seen.add((await defaultsOf(ann)).length);
    })();
    const statuses = await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const id = ids[(i * 5) % ids.length];
        const path = `/v1/agents/${id}`;
        if (i % 40 === 39) return (await service.request('DELETE', path, undefined, headers)).status;
        if (i % 3 === 0) return (await service.request('PATCH', path, { isActive: i % 2 === 0 }, headers)).status;
        if (i % 7 === 0) return (await create(ann, { ...local, isDefault: true })).status;
        return (await service.request('PUT', `${path}/default`, undefined, headers)).status;
      }),
    );
    isOver = true;
    await watching;
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect([...seen]).toEqual([1]);
  });
});

describe('providers', () => {
  const provider = { displayName: 'Reef', authType: 'api_key', supportedModels: ['coral-1'] };

  test('are listed, and set up by an admin', async () => {
    const ann = await somebody();
    const names = async (query = '') =>
      (await service.request('GET', `/v1/providers${query}`, undefined, headersOf(ann))).body.items.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names()).toContain('openai');
    const put = (body: object) => service.request('PUT', '/v1/providers/reef', body, headersOf(ann));
    expect((await put(provider)).status).toBe(403);
    await service.query("update users set role = 'admin' where public_id = $1", [ann.id]);
    expect((await put(provider)).body).toMatchObject({ name: 'reef', supportedModels: ['coral-1'], isActive: true });
    expect(await names()).toContain('reef');
    expect((await put({ ...provider, isActive: false })).body.isActive).toBe(false);
    expect(await names()).not.toContain('reef');
    expect(await names('?all=true')).toContain('reef');
    expect((await create(ann, { ...openai, providerName: 'reef' })).status).toBe(422);
  });
});

test('with a new ENCRYPTION_KEY the old keys still open, and an admin has them sealed anew', async () => {
  const admin = await somebody();
  await service.query("update users set role = 'admin' where public_id = $1", [admin.id]);
  for (let i = 0; i < 3; i++) await create(admin, openai);
  const [before] = await service.query<{ n: number }>('select count(*)::int as n from api_secrets');
  const keys = {
    ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
    ENCRYPTION_KEYS_OLD: Buffer.alloc(32, 7).toString('hex'),
  };
  const renewed = await startService({ DATABASE_URL: service.databaseUrl, ...keys });
  try {
    await service.query(
      "insert into api_secrets (key_name, key_value, key_type) values ('lost', 'v1.00000000.AAAA', 'agent_api_key')",
    );
    const rotated = await renewed.request('POST', '/v1/agent-keys/rotate', undefined, headersOf(admin));
    expect(rotated.body).toEqual({ sealedAnew: before?.n, unreadable: [expect.any(Number)] });
    const again = await renewed.request('POST', '/v1/agent-keys/rotate', undefined, headersOf(admin));
    expect(again.body).toMatchObject({ sealedAnew: 0 });
    const [{ id }] = await list(admin);
    const check = (of: ServiceUnderTest) => of.request('POST', `/v1/agents/${id}/check`, undefined, headersOf(admin));
    expect((await check(renewed)).body.isReadable).toBe(true);
    // The service that has the old key alone cannot read what is sealed with the new one, and says so.
    expect((await check(service)).body.problem).toContain('is not configured');
  } finally {
    await renewed.stop();
  }
});
