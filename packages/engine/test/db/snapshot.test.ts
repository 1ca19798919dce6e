import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseSnapshot } from '../../src/expect/parse-snapshot.ts';
import { SNAPSHOT_FILE, type Snapshot } from '../../src/expect/snapshot.ts';
import { snapshotText } from '../../src/expect/snapshot-text.ts';
import { makeSnapshot, type ScratchProvider, type SnapshotResult, shadowDatabase } from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';

const files = {
  '001_users.sql': 'create table users (id serial primary key, mail text not null);',
  '002_orders.sql': `create table orders (id int primary key, user_id int references users);
alter table users alter mail type varchar(99);
create table gone (id int);
drop table gone;`,
};

interface Project extends Scratch {
  readonly file: string;
  text(): string;
  snapshot(): Snapshot;
  make(check?: boolean): Promise<SnapshotResult>;
}

async function project(given: Readonly<Record<string, string>> = files): Promise<Project> {
  const own = await scratch(given);
  const file = join(own.directory, SNAPSHOT_FILE);
  const provider: ScratchProvider = () => shadowDatabase(own.url);
  const text = (): string => readFileSync(file, 'utf8');
  return {
    ...own,
    file,
    text,
    snapshot: () => parseSnapshot(text(), file, new Map()),
    make: (check = false) => makeSnapshot({ directory: own.directory, scratch: provider, check }),
  };
}

/** A project whose role is its own, so that the shadow databases of other tests on the server are told from its own. */
async function ownedProject(
  given?: Readonly<Record<string, string>>,
): Promise<Project & { readonly ownerUrl: string; shadows(): Promise<readonly string[]> }> {
  const own = await project(given);
  const role = `owner_${Math.random().toString(36).slice(2)}`;
  await own.query(`create role ${role} login createdb password 'p'`);
  onTestFinished(async () => {
    await own.query(`drop role ${role}`);
  });
  const owner = new URL(own.url);
  owner.username = role;
  owner.password = 'p';
  return {
    ...own,
    ownerUrl: owner.href,
    make: (check = false) =>
      makeSnapshot({ directory: own.directory, scratch: () => shadowDatabase(owner.href), check }),
    shadows: async () => {
      const rows = await own.query<{ datname: string }>(
        `select datname from pg_database
          where starts_with(datname, 'plumbline_shadow_') and datdba = '${role}'::regrole`,
      );
      return rows.map(({ datname }) => datname);
    },
  };
}

describe('a snapshot', () => {
  test('is the same bytes twice, has an object a line, and comes back as it was', async () => {
    const own = await project();
    expect(await own.make()).toMatchObject({ ok: true, state: 'written', migrations: 2, remarks: [], error: null });
    const text = own.text();
    const line = text.split('\n').find((one) => one.includes('"name":"mail"')) ?? '';
    expect(JSON.parse(line.replace(/,$/, ''))).toEqual({
      ...{ kind: 'column', schema: 'public', table: 'users', name: 'mail', position: 2 },
      ...{ type: 'character varying(99)', from: '001_users:1:1', revised: '002_orders:2:2' },
    });
    expect(own.snapshot().dropped.get('table public.gone')).toMatchObject({ migration: '002_orders', line: 4 });
    expect(snapshotText(own.snapshot())).toBe(text);
    expect(await own.make()).toMatchObject({ ok: true, state: 'unchanged' });
    const again = await project();
    await again.make();
    expect(again.text()).toBe(text);
  });

  test('that is right is fresh; what is in it counts, and not the minor version of the server', async () => {
    const own = await project();
    await own.make();
    expect(await own.make(true)).toMatchObject({ ok: true, state: 'unchanged' });
    const { serverVersion } = own.snapshot().catalog;
    writeFileSync(own.file, own.text().replace(`"${serverVersion}"`, `"${Number.parseInt(serverVersion, 10)}.999"`));
    expect(await own.make(true)).toMatchObject({ ok: true, state: 'unchanged' });
  });

  test('is stale when a file was added, edited or taken away, and says what differs', async () => {
    const own = await project();
    await own.make();
    own.write({ '003_more.sql': 'alter table orders add note text;' });
    const result = await own.make(true);
    expect(result).toMatchObject({ ok: false, state: 'stale', error: { code: 'snapshot-stale' } });
    expect(result.differences).toEqual(['003_more is not in it', 'column public.orders.note is not in it']);
    own.remove('003_more.sql');
    own.write({ '001_users.sql': `${files['001_users.sql']} -- people` });
    expect((await own.make(true)).differences).toEqual(['001_users was edited since']);
    own.remove('002_orders.sql');
    expect((await own.make(true)).differences).toContain('table public.orders is not made any more');
    expect((await own.make()).state).toBe('written');
    expect((await own.make(true)).state).toBe('unchanged');
  });

  test('that is not there is stale, and nothing is written by a check', async () => {
    const own = await project();
    expect(await own.make(true)).toMatchObject({ state: 'stale', differences: ['there is no snapshot'] });
    expect(existsSync(own.file)).toBe(false);
  });

  test('is no migration', async () => {
    const own = await project();
    await own.make();
    expect((await own.migrate()).applied.map(({ name }) => name)).toEqual(['001_users', '002_orders']);
  });

  test('that cannot be read is named with its line, and is written anew', async () => {
    const own = await project();
    await own.make();
    const text = own.text();
    const broken: readonly (readonly [text: string, says: string])[] = [
      [text.replace('"objects": [', '"objects": ['.concat('\n<<<<<<< HEAD')), 'marks of a merge conflict'],
      [text.slice(0, 3000), 'not valid JSON'],
      ['[]', 'not a snapshot of a schema'],
      ['{"layout": 1}', 'not a snapshot of a schema'],
      [text.replace('"layout": 1', '"layout": 2'), 'a newer version of Plumbline'],
      [text.replace('"objects": [', '"other": ['), 'no list "objects"'],
      [text.replace('"kind":"table","schema"', '"kind":7,"schema"'), 'no kind or no name'],
      [text.replace('"from":"001_users:1:1"', '"from":"somewhere"'), 'no place in a migration'],
    ];
    for (const [content, says] of broken) {
      writeFileSync(own.file, content);
      const result = await own.make(true);
      expect(result.error).toMatchObject({ code: 'snapshot-unreadable', message: expect.stringContaining(says) });
    }
    writeFileSync(own.file, broken[0]?.[0] ?? '');
    expect((await own.make(true)).error?.message).toMatch(/schema\.snapshot\.json:\d+: /);
    expect((await own.make()).state).toBe('written');
    expect(own.text()).toBe(text);
  });
});

describe('a shadow database', () => {
  test('is gone when the replay is over, also when it failed', async () => {
    const own = await ownedProject({ '001.sql': 'create table a (id int references nobody);' });
    expect(await own.make()).toMatchObject({ ok: false, error: { code: 'replay-failed' }, state: null });
    expect(await own.shadows()).toEqual([]);
  });

  test('is made beside the one that is named, which is left alone', async () => {
    const own = await ownedProject();
    await own.query('create table mine (id int)');
    const shadow = await shadowDatabase(own.ownerUrl);
    const name = new URL(shadow.url).pathname.slice(1);
    expect(name).toMatch(/^plumbline_shadow_[0-9a-z]+_[0-9a-f]{12}$/);
    expect(await own.shadows()).toEqual([name]);
    await shadow.drop();
    expect(await own.shadows()).toEqual([]);
    expect(await own.query('select from mine')).toEqual([]);
  });

  test('that a killed process left behind is dropped a day later, and no other', async () => {
    const own = await ownedProject();
    const old = Math.floor(Date.now() / 1000 - 90_000).toString(36);
    const names = [`plumbline_shadow_${old}_0123456789ab`, `plumbline_shadow_${old}_of_mine`];
    const role = new URL(own.ownerUrl).username;
    for (const name of names) await own.query(`create database ${name} owner ${role}`);
    onTestFinished(async () => {
      await own.query(`drop database if exists ${names[1]}`);
    });
    await (await shadowDatabase(own.ownerUrl)).drop();
    expect(await own.shadows()).toEqual([names[1]]);
  });

  test('says what the role lacks', async () => {
    const own = await project();
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const role = `shadow_${Math.random().toString(36).slice(2)}`;
    await own.query(`create role ${role} login password 'p'`);
    const url = new URL(own.url);
    url.username = role;
    url.password = 'p';
    await expect(shadowDatabase(url.href)).rejects.toMatchObject({
      code: 'scratch-unavailable',
      message: expect.stringContaining('permission denied to create database'),
      details: { remedy: [`The role has to be able to create databases: ALTER ROLE "${role}" CREATEDB;`] },
    });
    await own.query(`drop role ${role}`);
    url.port = '1';
    await expect(shadowDatabase(url.href, 0)).rejects.toMatchObject({
      code: 'scratch-unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
