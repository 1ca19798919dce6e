import { waitUntil } from '@plumbline/testkit';
import { describe, expect, test } from 'vitest';
import { lockHolder } from '../db/lock-holder.ts';
import { type Scratch, scratch } from '../db/scratch.ts';
import { sleeping } from '../db/sleeping.ts';

describe('a statement that a dead client left in the server', () => {
  test('and that ends while the next run waits for it is not run again', async () => {
    const db = await scratch({
      '001_t.sql': 'create table b (x int);',
      '002_slow.sql':
        '-- plumbline: no-transaction\ninsert into b select 1 from pg_sleep(1.6);\ninsert into b values (2);',
    });
    const first = db.migrate();
    await waitUntil('the statement sleeps', () => sleeps(db));
    await endLock(db);
    const second = await db.migrate();
    expect(second.error).toBeNull();
    expect((await first).error).toBeNull();
    expect(await db.query('select x from b order by x')).toEqual([{ x: 1 }, { x: 2 }]);
  });

  test('of another role, whose activity is hidden, is not run beside itself either', async () => {
    const db = await scratch({ '001_t.sql': 'create table b (x int);' });
    await db.migrate();
    const names = ['first', 'second'].map((word) => `${word}_${Math.random().toString(36).slice(2)}`);
    for (const name of names) {
      await db.query(`create role ${name} login password 'secret'`);
      await db.query(
        `grant all on schema plumbline to ${name}; grant all on plumbline.history to ${name}; grant all on b to ${name}`,
      );
    }
    db.write({ '002_slow.sql': '-- plumbline: no-transaction\ninsert into b select 1 from pg_sleep(1.6);' });
    const [one = '', two = ''] = names.map((name) => {
      const url = new URL(db.url);
      url.username = name;
      url.password = 'secret';
      return url.href;
    });
    const first = db.migrate({ url: one });
    await waitUntil('the statement sleeps', () => sleeps(db));
    await endLock(db);
    const second = await db.migrate({ url: two });
    expect((await first).error).toBeNull();
    expect(second.error).toBeNull();
    const rows = await db.query('select x from b');
    for (const name of names) await db.query(`drop owned by ${name}; drop role ${name}`);
    expect(rows).toEqual([{ x: 1 }]);
  });
});

describe('a repeatable file that is stepwise', () => {
  test('runs again from its beginning when it changed', async () => {
    const head = '-- plumbline: repeatable, no-transaction\n';
    const db = await scratch({ '001_t.sql': 'create table b (x int);', 'r.sql': `${head}insert into b values (1);` });
    expect((await db.migrate()).error).toBeNull();
    db.write({ 'r.sql': `${head}insert into b values (2);\ninsert into b values (3);` });
    expect((await db.migrate()).error).toBeNull();
    expect(await db.migrate()).toMatchObject({ ok: true, applied: [] });
    expect(await db.query('select x from b order by x')).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
  });
});

describe('the live view', () => {
  test('sees what changes while one statement runs', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (a int); insert into t select generate_series(1, 100);' });
    await db.migrate();
    const old = await db.connect();
    await old.query("set application_name = 'early'; begin isolation level repeatable read; select 1");
    db.write({ '002_i.sql': 'create index concurrently a on t (a);' });
    const seen: string[] = [];
    const result = await db.migrate({
      onEvent: (event) => {
        if (event.type !== 'migration-blocked') return;
        seen.push(event.blockers[0]?.application ?? '');
        if (seen.includes('late')) void old.query('commit');
        else void old.query("set application_name = 'late'");
      },
    });
    expect(result.error).toBeNull();
    expect(seen.slice(0, 1)).toEqual(['early']);
    expect(seen).toContain('late');
  });

  test('tells how far the build of an index is, in percent', async () => {
    const db = await scratch({
      '001_t.sql': `create table t (a int, wide text);
insert into t select n, repeat('x', 1000) from generate_series(1, 1000) n;
create function slowly(int) returns int language plpgsql immutable as $$ begin perform pg_sleep(0.003); return $1; end $$;`,
    });
    await db.migrate();
    db.write({ '002_i.sql': 'create index t_slowly on t (slowly(a));' });
    const seen: { readonly phase: string | null; readonly percent: number | null }[] = [];
    const result = await db.migrate({
      onEvent: (event) => {
        if (event.type === 'migration-progress') seen.push(event);
      },
    });
    expect(result.error).toBeNull();
    const scanning = seen.filter(({ phase, percent }) => phase?.includes('scanning table') && percent !== null);
    const percents = scanning.map(({ percent }) => percent ?? -1);
    expect(percents.length).toBeGreaterThan(1);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.every((percent) => percent >= 0 && percent <= 100)).toBe(true);
    expect(percents.at(-1)).toBeGreaterThan(percents[0] ?? 100);
  });
});

/** The lock's connection dies first, as with a process that is killed; the statement goes on in the server. */
async function endLock(db: Scratch): Promise<void> {
  await db.query(`select pg_terminate_backend(pid) from (${lockHolder}) as holder`);
}

async function sleeps(db: Scratch): Promise<boolean> {
  return (await db.query(sleeping)).length > 0;
}
