import { expect, test } from 'vitest';
import { baseline, down, readCatalog, readRecorded, repair } from '../../src/index.ts';
import { type Scratch, scratch } from '../db/scratch.ts';

const recordedIn = async (db: Scratch, schema?: string) => readRecorded(await db.connect(), schema);
const files = { '001_a.sql': 'create table a (x int default 1);', '002_b.sql': 'create table b (y int);' };

test('a run that applied something records the catalog as it is then', async () => {
  const db = await scratch(files);
  expect(await recordedIn(db)).toBeNull();
  expect(await db.migrate()).toMatchObject({ ok: true, warnings: [] });
  const recorded = await recordedIn(db);
  expect(recorded).toMatchObject({ after: '002_b', isCurrent: true, recordedAt: expect.stringMatching(/^20.*Z$/) });
  expect(recorded?.catalog).toEqual(await readCatalog(await db.connect(), { annotations: true }));
  expect(recorded?.catalog.objects).toContainEqual(
    expect.objectContaining({ kind: 'column', name: 'x', default: '1' }),
  );
});

test('a run without work leaves the record alone, whatever became of the database meanwhile', async () => {
  const db = await scratch(files);
  await db.migrate();
  const before = await recordedIn(db);
  await db.query('alter table a add column drift int');
  await db.migrate();
  expect(await recordedIn(db)).toEqual(before);
  db.write({ '003_c.sql': 'create table c ();' });
  await db.migrate();
  expect((await recordedIn(db))?.after).toBe('003_c');
});

test('when a later file fails, the catalog of those before it is recorded', async () => {
  const db = await scratch({ ...files, '003_bad.sql': 'create table c (); select nope;' });
  expect(await db.migrate()).toMatchObject({ ok: false });
  const recorded = await recordedIn(db);
  expect(recorded).toMatchObject({ after: '002_b', isCurrent: true });
  expect(recorded?.catalog.objects.map(({ name }) => name)).not.toContain('c');
});

test('what a stepwise file did before it failed is recorded', async () => {
  const db = await scratch({
    ...files,
    '003_step.sql': '-- plumbline: no-transaction\ncreate index concurrently b_y on b (y);\nselect nope;',
  });
  expect(await db.migrate()).toMatchObject({ ok: false });
  const recorded = await recordedIn(db);
  expect(recorded).toMatchObject({ isCurrent: true });
  expect(recorded?.catalog.objects.map(({ name }) => name)).toContain('b_y');
});

test('the history of a schema of another name has its own record, which is not in it', async () => {
  const db = await scratch(files);
  await db.migrate({ schema: 'O"dd' });
  const recorded = await recordedIn(db, 'O"dd');
  expect(recorded?.catalog.objects.map(({ schema }) => schema)).not.toContain('O"dd');
  expect(await recordedIn(db)).toBeNull();
});

test('a record that the history has left behind says so', async () => {
  const db = await scratch(files);
  await db.migrate();
  await db.query("update plumbline.history set finished_at = now() where name = '002_b'");
  expect(await recordedIn(db)).toMatchObject({ isCurrent: false });
});

test('an edit that is accepted leaves it as it was, and current', async () => {
  const db = await scratch(files);
  await db.migrate();
  const before = await recordedIn(db);
  await db.query('alter table a add column drift int');
  db.write({ '002_b.sql': 'create table b (y bigint);' });
  const { ok } = await repair({ url: db.url, directory: db.directory, accept: ['002_b'] });
  expect(ok).toBe(true);
  expect(await recordedIn(db)).toEqual(before);
});

test('down, repair and baseline record what they leave', async () => {
  const db = await scratch({ ...files, '002_b.down.sql': 'drop table b;' });
  await db.migrate();
  const source = { url: db.url, directory: db.directory };
  expect(await down({ ...source, acceptLoss: true })).toMatchObject({ ok: true });
  expect(await recordedIn(db)).toMatchObject({ after: '001_a', isCurrent: true });
  await db.query('create table b (y int)');
  expect(await repair({ ...source, markApplied: ['002_b'] })).toMatchObject({ ok: true });
  expect(await recordedIn(db)).toMatchObject({ after: '002_b', isCurrent: true });
  await db.query('drop schema plumbline cascade');
  expect(await baseline({ ...source, upTo: '001_a' })).toMatchObject({ ok: true });
  expect(await recordedIn(db)).toMatchObject({ after: '001_a', isCurrent: true });
});

test('a role that may not make the table migrates all the same, with a warning', async () => {
  const db = await scratch({ '001_a.sql': 'select 1;' });
  await db.migrate({ to: '001_a' });
  await db.query('drop table plumbline.catalog');
  await db.query('drop role if exists plumbline_recorder');
  await db.query("create role plumbline_recorder login password 'x'");
  await db.query(
    'grant usage on schema plumbline to plumbline_recorder; grant all on plumbline.history to plumbline_recorder',
  );
  db.write({ '002_b.sql': 'select 2;' });
  const url = new URL(db.url);
  url.username = 'plumbline_recorder';
  url.password = 'x';
  const result = await db.migrate({ url: url.href });
  expect(result).toMatchObject({ ok: true, applied: [{ name: '002_b' }] });
  expect(result.warnings).toEqual([expect.stringContaining('the catalog could not be recorded')]);
  await db.query('drop owned by plumbline_recorder; drop role plumbline_recorder');
});

test('a role and a search path that the last file left behind do not matter', async () => {
  const db = await scratch({
    '001_a.sql': 'drop role if exists plumbline_left; create role plumbline_left; create table a (x int default 1);',
    '002_b.sql': 'set role plumbline_left; set search_path = nowhere;',
  });
  expect(await db.migrate()).toMatchObject({ ok: true, warnings: [] });
  expect(await recordedIn(db)).toMatchObject({ after: '002_b', isCurrent: true });
  await db.query('drop role plumbline_left');
});

test('a record that was changed by hand is refused', async () => {
  const db = await scratch(files);
  await db.migrate();
  await db.query("update plumbline.catalog set digest = 'x'");
  await expect(recordedIn(db)).rejects.toMatchObject({ code: 'server-error' });
});
