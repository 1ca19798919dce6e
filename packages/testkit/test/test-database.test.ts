import { describe, expect, it } from 'vitest';
import { buildTemplateDatabase, createTestDatabase, templateDatabase, testServer } from '../src/vitest/index.ts';
import { withClient } from '../src/with-client.ts';

const buildNotes = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('create table note (id int); insert into note values (1)');
  });

const count = (url: string, sql: string): Promise<number> =>
  withClient(url, async (client) => Number((await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]));

describe('test databases', () => {
  it('are empty, apart, and gone after drop', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(one.name).not.toBe(other.name);
    await buildNotes(one.url);
    expect(await count(other.url, "select count(*) from pg_class where relname = 'note'")).toBe(0);
    await Promise.all([one.drop(), other.drop()]);
    const left = `select count(*) from pg_database where datname in ('${one.name}', '${other.name}')`;
    expect(await count(testServer().url, left)).toBe(0);
  });

  it('are dropped although somebody is connected', async () => {
    const database = await createTestDatabase();
    await withClient(database.url, async (client) => {
      await database.drop();
      await expect(client.query('select 1')).rejects.toThrow();
    });
  });

  it('are copied from a template that concurrent callers build once', async () => {
    let built = 0;
    const build = async (url: string): Promise<void> => {
      built++;
      await buildNotes(url);
    };
    const names = await Promise.all(Array.from({ length: 8 }, () => templateDatabase('notes', build)));
    expect(new Set(names).size).toBe(1);
    expect(built).toBe(1);
    const copies = await Promise.all(names.slice(0, 4).map((template) => createTestDatabase({ template })));
    for (const copy of copies) {
      expect(await count(copy.url, 'select count(*) from note')).toBe(1);
      await copy.drop();
    }
  });

  it('build a template again when the first attempt failed', async () => {
    const { url, run } = testServer();
    const failing = buildTemplateDatabase(url, run, 'second try', () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    const template = await buildTemplateDatabase(url, run, 'second try', buildNotes);
    const copy = await createTestDatabase({ template });
    expect(await count(copy.url, 'select count(*) from note')).toBe(1);
    await copy.drop();
  });
});
