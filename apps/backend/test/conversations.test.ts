import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServiceUnderTest, startService } from './service-under-test.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

type Headers = Readonly<Record<string, string>>;
async function somebody(): Promise<Headers> {
  const { authorization } = await service.signUp();
  return { authorization };
}
const begin = async (headers: Headers, body: object = { title: 'Tides' }) =>
  (await service.request('POST', '/v1/conversations', body, headers)).body;
const say = (headers: Headers, id: string, body: object) =>
  service.request('POST', `/v1/conversations/${id}/messages`, body, headers);

describe('a conversation', () => {
  test('is begun, read, changed and deleted', async () => {
    const ann = await somebody();
    const made = await begin(ann, { title: 'Tides', tags: ['sea', 'moon'], systemPrompt: 'Be brief.' });
    expect(made).toMatchObject({ title: 'Tides', tags: ['sea', 'moon'], systemPrompt: 'Be brief.', isArchived: false });
    const path = `/v1/conversations/${made.id}`;
    const changed = await service.request('PATCH', path, { title: 'Neap tides', isArchived: true }, ann);
    expect(changed.body).toMatchObject({ title: 'Neap tides', isArchived: true, tags: ['sea', 'moon'] });
    expect((await service.request('GET', path, undefined, ann)).body.title).toBe('Neap tides');
    const deleted = await service.request('DELETE', path, undefined, ann);
    expect([deleted.status, deleted.body]).toEqual([204, '']);
    expect((await service.request('GET', path, undefined, ann)).status).toBe(404);
  });

  test('of somebody else is as good as not there, for every verb', async () => {
    const [ann, bob] = [await somebody(), await somebody()];
    const { id } = await begin(ann);
    const path = `/v1/conversations/${id}`;
    const tried = await Promise.all([
      service.request('GET', path, undefined, bob),
      service.request('PATCH', path, { title: 'Mine' }, bob),
      service.request('DELETE', path, undefined, bob),
      say(bob, id, { content: 'Hello' }),
      service.request('GET', `${path}/messages`, undefined, bob),
    ]);
    expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await service.request('GET', path, undefined, ann)).body.title).toBe('Tides');
  });

  test('is held with the agent that is given, or the default one, and remembers its model', async () => {
    const ann = await somebody();
    const agent = async (model: string) =>
      (await service.request('POST', '/v1/agents', { providerName: 'ollama', agentName: model, model }, ann)).body;
    const [first, second] = [await agent('llama3.2'), await agent('mistral')];
    expect((await begin(ann)).model).toBe('llama3.2');
    expect((await begin(ann, { agentId: second.id })).model).toBe('mistral');
    const noted = await service.query<{ user_agent_id: number }>(
      'select user_agent_id from conversation_ai_agents where user_agent_id = any($1) order by id',
      [[first.id, second.id]],
    );
    expect(noted.map(({ user_agent_id }) => user_agent_id)).toEqual([first.id, second.id]);
    const foreign = await service.request('POST', '/v1/conversations', { agentId: first.id }, await somebody());
    expect(foreign.status).toBe(422);
  });

  test('needs somebody who is signed in', async () => {
    expect((await service.request('POST', '/v1/conversations', { title: 'x' })).status).toBe(401);
  });

  test.each([
    ['an empty change', {}],
    ['null for a text', { title: null }],
    ['a number for a text', { title: 7 }],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }],
  ])('refuses %s', async (_, body) => {
    const ann = await somebody();
    const { id } = await begin(ann);
    expect((await service.request('PATCH', `/v1/conversations/${id}`, body, ann)).status).toBe(400);
  });
});

describe('the list', () => {
  test('comes in pages, the last changed first, each once', async () => {
    const ann = await somebody();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await begin(ann, { title: `c${i}` })).id);
    // Several of the same microsecond must not be lost between pages.
    await service.query("update conversations set updated_at = '2026-01-01' where title in ('c1', 'c2', 'c3')");
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await service.request('GET', `/v1/conversations?limit=2${after}`, undefined, ann);
      seen.push(...body.items.map(({ title }: { title: string }) => title));
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen).toEqual(['c6', 'c5', 'c4', 'c0', 'c3', 'c2', 'c1']);
  });

  test('keeps the archived ones apart', async () => {
    const ann = await somebody();
    const { id } = await begin(ann);
    await service.request('PATCH', `/v1/conversations/${id}`, { isArchived: true }, ann);
    const count = async (query: string) =>
      (await service.request('GET', `/v1/conversations${query}`, undefined, ann)).body.items.length;
    expect([await count(''), await count('?archived=true')]).toEqual([0, 1]);
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'after=nonsense',
    `after=${Buffer.from('["a","b"]').toString('base64url')}`,
  ])('refuses %s', async (query) => {
    const { status } = await service.request('GET', `/v1/conversations?${query}`, undefined, await somebody());
    expect(status).toBe(400);
  });
});

describe('messages', () => {
  test('are kept in order, and put their conversation on top', async () => {
    const ann = await somebody();
    const [older, newer] = [await begin(ann, { title: 'older' }), await begin(ann, { title: 'newer' })];
    expect((await say(ann, older.id, { content: 'When is low water?' })).status).toBe(201);
    await say(ann, older.id, { role: 'assistant', content: 'At six.', metadata: { tokens: 3 } });
    const { body } = await service.request('GET', `/v1/conversations/${older.id}/messages`, undefined, ann);
    expect(body.items.map(({ role, content }: { role: string; content: string }) => [role, content])).toEqual([
      ['user', 'When is low water?'],
      ['assistant', 'At six.'],
    ]);
    expect(body.items[1].metadata).toEqual({ tokens: 3 });
    const list = await service.request('GET', '/v1/conversations', undefined, ann);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([older.id, newer.id]);
  });

  test('know who wrote them when it was a person', async () => {
    const ann = await somebody();
    const { id } = await begin(ann);
    await say(ann, id, { content: 'mine' });
    await say(ann, id, { role: 'tool', content: 'its' });
    const rows = await service.query<{ content: string; written: boolean }>(
      `select content, m.user_id is not null as written from messages m join conversations c on c.id = m.conversation_id
       where c.public_id = $1 order by m.id`,
      [id],
    );
    expect(rows).toEqual([
      { content: 'mine', written: true },
      { content: 'its', written: false },
    ]);
  });

  test('come in pages', async () => {
    const ann = await somebody();
    const { id } = await begin(ann);
    for (const content of ['a', 'b', 'c']) await say(ann, id, { content });
    const first = await service.request('GET', `/v1/conversations/${id}/messages?limit=2`, undefined, ann);
    const rest = await service.request(
      'GET',
      `/v1/conversations/${id}/messages?limit=2&after=${first.body.next}`,
      undefined,
      ann,
    );
    const contents = [...first.body.items, ...rest.body.items].map(({ content }: { content: string }) => content);
    expect([contents, rest.body.next]).toEqual([['a', 'b', 'c'], null]);
  });

  test('hold any text but the one character that PostgreSQL cannot keep', async () => {
    const ann = await somebody();
    const { id } = await begin(ann);
    const content = "Robert'); DROP TABLE messages;-- 🐚 $1 \\ \u2028";
    expect((await say(ann, id, { content })).body.content).toBe(content);
    const refused = await say(ann, id, { content: 'a\u0000b' });
    expect([refused.status, refused.body.type]).toEqual([400, '/problems/invalid-request']);
  });
});
