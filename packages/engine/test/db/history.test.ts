import { describe, expect, test } from 'vitest';
import { status } from '../../src/index.ts';
import { scratch } from './scratch.ts';

const files = { '001_a.sql': 'create table a (x int);', '003_c.sql': 'create table c (x int);' };

describe('files and history that disagree', () => {
  test('an edited file stops the run with exit code 6 before anything else runs', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write({ '001_a.sql': 'create table a (x bigint);', '004_d.sql': 'create table d ();' });
    const result = await db.migrate();
    expect(result.error).toMatchObject({ code: 'history-conflict', exitCode: 6, details: { edited: ['001_a'] } });
    expect(result.conflicts).toMatchObject([{ name: '001_a', state: 'edited' }]);
    expect(await db.query("select to_regclass('d') as d")).toEqual([{ d: null }]);
  });

  test('a change of comments, white space, line ends or byte order mark alone does not', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write({ '001_a.sql': '\uFEFFcreate table a (x int);' });
    db.write({ '003_c.sql': '-- why\ncreate   table c(\n  x int -- the x\n);\r\n' });
    const result = await db.migrate();
    expect(result.error).toBeNull();
    expect(result.conflicts).toMatchObject([{ name: '003_c', state: 'cosmetic' }]);
    expect(result.warnings).toHaveLength(1);
  });

  test('a late file with a lower number is refused, and runs when allowed', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.write({ '002_b.sql': 'create table b ();' });
    expect((await db.migrate()).error).toMatchObject({ code: 'history-conflict', details: { outOfOrder: ['002_b'] } });
    expect((await db.migrate({ outOfOrder: true })).applied.map(({ name }) => name)).toEqual(['002_b']);
  });

  test('a file without a number promises no order', async () => {
    const db = await scratch({ ...files, 'telemetry.sql': 'create table t ();' });
    await db.migrate();
    db.write({ '004_d.sql': 'create table d ();', 'audit.sql': 'create table au ();' });
    expect((await db.migrate()).applied.map(({ name }) => name)).toEqual(['004_d', 'audit']);
  });

  test('a deleted file is warned about, unless that is allowed', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.remove('001_a.sql');
    const result = await db.migrate();
    expect(result).toMatchObject({
      ok: true,
      conflicts: [{ name: '001_a', state: 'missing', note: 'it was applied, and its file is gone' }],
    });
    expect(result.warnings).toHaveLength(1);
    expect((await db.migrate({ allowMissing: true })).warnings).toEqual([]);
  });

  test('an older build finds what a newer one applied, and serves on', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.remove('003_c.sql');
    expect(await db.migrate()).toMatchObject({
      ok: true,
      conflicts: [{ state: 'missing', note: expect.stringContaining('newer build') }],
    });
  });

  test('a renamed file is recognised by its content and keeps its place', async () => {
    const db = await scratch(files);
    await db.migrate();
    db.remove('003_c.sql');
    db.write({ '005_c_renamed.sql': files['003_c.sql'] });
    const result = await db.migrate();
    expect(result).toMatchObject({ ok: true, applied: [], pending: [] });
    expect(result.warnings.join()).toContain('it was applied as 003_c');
    expect(await db.query('select name, number from plumbline.history order by name')).toEqual([
      { name: '001_a', number: '1' },
      { name: '005_c_renamed', number: '5' },
    ]);
    expect((await db.migrate()).warnings).toEqual([]);
  });

  test('two files of one number both run, by name, with a warning; also when one comes later', async () => {
    const db = await scratch({ '037_b.sql': 'create table b ();', '037_a.sql': 'create table a ();' });
    const first = await db.migrate();
    expect(first.applied.map(({ name }) => name)).toEqual(['037_a', '037_b']);
    expect(first.warnings).toEqual(['037_a and 037_b have the same number; they run in the order of their names']);
    db.write({ '037_c.sql': 'create table c ();' });
    expect((await db.migrate()).applied.map(({ name }) => name)).toEqual(['037_c']);
  });

  test('a history of a newer layout is refused', async () => {
    const db = await scratch(files);
    await db.migrate();
    await db.query("comment on table plumbline.history is 'plumbline history layout 99'");
    expect((await db.migrate()).error).toMatchObject({ code: 'history-too-new' });
  });
});

describe('status', () => {
  test('tells every file and row in order, and changes nothing', async () => {
    const db = await scratch({ ...files, '004_bad.sql': 'select nope;' });
    const before = await status({ url: db.url, directory: db.directory });
    expect(before.migrations.map(({ name, state }) => [name, state])).toEqual([
      ['001_a', 'pending'],
      ['003_c', 'pending'],
      ['004_bad', 'pending'],
    ]);
    expect(await db.query("select to_regnamespace('plumbline') as found")).toEqual([{ found: null }]);
    await db.migrate();
    const after = await status({ url: db.url, directory: db.directory });
    expect(after.migrations.map(({ state }) => state)).toEqual(['applied', 'applied', 'failed']);
    expect(after.migrations[2]?.note).toContain('column "nope" does not exist');
    expect(after.migrations[0]?.appliedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(after.pending).toEqual(['004_bad']);
  });
});
