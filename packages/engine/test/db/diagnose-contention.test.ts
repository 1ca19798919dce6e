import { waitUntil } from '@plumbline/testkit';
import { describe, expect, test } from 'vitest';
import { locksHere } from './locks-here.ts';
import { scratch } from './scratch.ts';

describe('somebody in the way is named', () => {
  test('who holds the lock that a statement waited for', async () => {
    const db = await scratch({ '001_t.sql': 'create table t (id int);' });
    await db.migrate();
    const other = await db.connect();
    await other.query("set application_name = 'reports'");
    const { rows } = await other.query('select pg_backend_pid() as pid');
    await other.query('begin');
    await other.query('select * from t');
    db.write({ '002_alter.sql': 'alter table t add column x int;' });
    const { failed, error } = await db.migrate({ retries: 0, lockTimeoutMs: 1_500 });
    expect(failed?.failure.sqlstate).toBe('55P03');
    expect(failed?.diagnosis.code).toBe('lock-timeout');
    expect(failed?.diagnosis.explanation).toContain(`pid ${rows[0].pid} ("reports"`);
    expect(failed?.diagnosis.explanation).toContain('idle in transaction');
    expect(failed?.diagnosis.remedy.join('\n')).toContain(`pg_terminate_backend(${rows[0].pid})`);
    expect(failed?.diagnosis.remedy.join('\n')).toContain('select * from t');
    expect(error?.code).toBe('table-lock-timeout');
  });

  test('a deadlock', async () => {
    const db = await scratch({ '001_t.sql': 'create table a (); create table b ();' });
    await db.migrate();
    // Who waits looks for a deadlock once, after this time: the file's session has to be the one that finds it.
    await db.query(
      `do $$ begin execute format('alter database %I set deadlock_timeout = ''3s''', current_database()); end $$`,
    );
    const other = await db.connect();
    await other.query("set deadlock_timeout = '60s'; begin; lock table b");
    db.write({ '002_locks.sql': 'lock table a;\nlock table b;' });
    const running = db.migrate({ retries: 0, lockTimeoutMs: 20_000 });
    await waitUntil('the file waits for the lock', async () => {
      const rows = await db.query(`select from ${locksHere} where relation = 'b'::regclass and not granted`);
      return rows.length > 0;
    });
    const theirs = other.query('lock table a').catch((error) => error);
    const { failed } = await running;
    await theirs;
    expect(failed?.failure.sqlstate).toBe('40P01');
    expect(failed?.position?.line).toBe(2);
    expect(failed?.diagnosis).toMatchObject({ code: 'deadlock', title: expect.stringContaining('deadlock') });
    expect(failed?.failure.detail).toContain('waits for');
  });
});
