import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shadowDatabase, verifyDatabase } from '../../src/index.ts';
import { files, found, project } from './verify-project.ts';

describe('what a database is compared with', () => {
  test('the snapshot, where it belongs to the files', async () => {
    const own = await project();
    await own.snapshot();
    await own.migrate();
    expect(await own.verify()).toMatchObject({ ok: true, source: 'snapshot', findings: [], pending: [], error: null });
  });

  test('a replay, where there is no snapshot or a stale one', async () => {
    const own = await project();
    await own.migrate();
    const scratchDatabase = (): ReturnType<typeof shadowDatabase> => shadowDatabase(own.url);
    expect(await own.verify({ scratch: scratchDatabase, expected: 'replay' })).toMatchObject({
      ok: true,
      source: 'replayed',
      findings: [],
    });
    await own.snapshot();
    own.write({ '003_more.sql': 'create table more (id int);' });
    await own.migrate();
    expect(await own.verify({ scratch: scratchDatabase, expected: 'replay' })).toMatchObject({
      ok: true,
      source: 'replayed',
    });
    expect((await own.verify({ expected: 'snapshot' })).error).toMatchObject({
      code: 'no-expected-schema',
      message: expect.stringContaining('The snapshot is stale: 003_more is not in it.'),
    });
  });

  test('what the last run recorded, where there is no snapshot of these files', async () => {
    const own = await project();
    await own.migrate();
    expect(await own.verify()).toMatchObject({ ok: true, source: 'recorded', findings: [] });
    await own.snapshot();
    own.write({ '003_more.sql': 'create table more (id int);' });
    await own.query('drop index orders_user_id');
    const result = await own.verify({ failOn: 'minor' });
    expect(result).toMatchObject({ ok: false, source: 'recorded' });
    expect(result.findings).toMatchObject([{ code: 'index-missing', origin: { migration: '002_orders', line: 2 } }]);
    expect(result.pending).toMatchObject([{ name: '003_more', makes: null }]);
  });

  test('what was recorded before files were edited only when it is asked for', async () => {
    const own = await project();
    await own.migrate();
    own.write({ '001_users.sql': 'create table users (id serial primary key, mail text);' });
    const result = await own.verify();
    expect(result).toMatchObject({ source: null, error: { code: 'no-expected-schema' } });
    expect(result.error?.message).toContain('some were edited');
    expect(await own.verify({ expected: 'recorded' })).toMatchObject({
      source: 'recorded',
      findings: [],
      error: { code: 'history-conflict' },
    });
  });

  test('nothing: then it says what was looked at', async () => {
    const own = await project();
    await own.migrate();
    expect(await own.verify({ expected: 'snapshot' })).toMatchObject({
      ok: false,
      source: null,
      error: { code: 'no-expected-schema', message: expect.stringContaining('There is no snapshot in') },
    });
  });

  test('a catalog that the caller has', async () => {
    const own = await project();
    await own.migrate();
    const catalog = { layout: 1, serverVersion: '18.0', objects: [], unread: [] } as const;
    const result = await verifyDatabase({ url: own.url, expected: { catalog } });
    expect(result).toMatchObject({ source: 'given', migrations: null, error: null });
  });
});

describe('migrations that are still to run', () => {
  const later = {
    '003_bills.sql': 'create table bills (id int primary key);\nalter table users add age int;',
    '004_other.sql': 'drop table orders;\nalter table users alter mail type text;',
  };

  test('are said, with what they make; it is not missing', async () => {
    const own = await project();
    await own.migrate();
    own.write(later);
    await own.snapshot();
    const result = await own.verify({ expected: 'snapshot' });
    expect(result).toMatchObject({ ok: false, source: 'snapshot', findings: [], error: null });
    expect(result.pending).toMatchObject([
      { name: '003_bills', makes: ['table public.bills', 'column public.users.age'] },
      { name: '004_other', makes: [] },
    ]);
    expect(await own.verify({ expected: 'snapshot', allowPending: true })).toMatchObject({ ok: true });
  });

  test('hide no drift', async () => {
    const own = await project();
    await own.migrate();
    own.write(later);
    await own.snapshot();
    await own.query('alter table users drop column mail');
    expect(found(await own.verify({ expected: 'snapshot' }))).toEqual(['missing-column: column public.users.mail']);
    const replayed = await own.verify({ expected: 'replay', scratch: () => shadowDatabase(own.url) });
    expect(found(replayed)).toEqual(['missing-column: column public.users.mail']);
    expect(replayed.pending.map(({ name }) => name)).toEqual(['003_bills', '004_other']);
  });

  test('of a database without a history are not known: it is compared with all of them', async () => {
    const own = await project();
    await own.snapshot();
    await own.query(files['001_users.sql']);
    const result = await own.verify();
    expect(found(result)).toContain('missing-relation: table public.orders');
    expect(result.pending).toEqual([]);
    expect(result.warnings).toEqual(['This database has no history: it is compared with what all 2 migrations make.']);
  });
});

describe('a verification', () => {
  test('says that files and history disagree, and compares all the same', async () => {
    const own = await project();
    await own.migrate();
    own.write({ '001_users.sql': 'create table users (id serial primary key, mail text);' });
    await own.snapshot();
    const result = await own.verify({ expected: 'snapshot' });
    expect(result).toMatchObject({ ok: false, error: { code: 'history-conflict' }, source: 'snapshot' });
    expect(found(result)).toEqual(['column-nullability: column public.users.mail']);
  });

  test('needs no privilege but CONNECT', async () => {
    const own = await project();
    await own.snapshot();
    await own.migrate();
    const role = `looker_${randomBytes(4).toString('hex')}`;
    await own.query(`create role ${role} login password 'p'`);
    const url = new URL(own.url);
    Object.assign(url, { username: role, password: 'p' });
    const result = await own.verify({ url: url.href });
    await own.query(`drop role ${role}`);
    expect(result).toMatchObject({ ok: true, source: 'snapshot', findings: [], migrations: null });
    expect(result.warnings).toEqual(['This role may not read the history: which migrations are applied is not known.']);
  });

  test('leaves a client of the caller open, and ends its own connection', async () => {
    const own = await project();
    await own.snapshot();
    await own.migrate();
    const client = await own.connect();
    expect(await verifyDatabase({ client, directory: own.directory })).toMatchObject({ ok: true });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('that cannot connect is a value', async () => {
    const own = await project();
    const url = new URL(own.url);
    url.port = '1';
    const result = await own.verify({ url: url.href, connectWaitMs: 0 });
    expect(result).toMatchObject({ ok: false, error: { code: 'connection-failed' }, findings: [], source: null });
  });

  test('refuses options that contradict', async () => {
    const own = await project();
    await expect(own.verify({ failOn: 'worst' as never })).rejects.toThrow('"failOn" must be one of');
    await expect(own.verify({ expected: 'replay' })).rejects.toThrow('needs the option "scratch"');
    await expect(own.verify({ expected: 'truth' as never })).rejects.toThrow('"expected" must be');
    await expect(verifyDatabase({ url: own.url })).rejects.toThrow('"directory" or "files"');
  });
});
