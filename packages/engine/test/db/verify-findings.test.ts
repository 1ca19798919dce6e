import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { project } from './verify-project.ts';

describe('a finding', () => {
  test('names the statement that made what is missing, and the one that changed last what is other', async () => {
    const own = await project();
    await own.snapshot();
    await own.migrate();
    await own.query('drop index orders_user_id');
    await own.query('alter table users alter mail type text');
    const result = await own.verify({ failOn: 'minor' });
    expect(result.ok).toBe(false);
    expect(result.findings.map(({ identity, origin }) => [identity, origin?.migration, origin?.line])).toEqual([
      ['column public.users.mail', '002_orders', 3],
      ['index public.orders_user_id', '002_orders', 2],
    ]);
    expect(result.findings[0]?.origin?.file).toBe(`${own.directory}/002_orders.sql`);
  });

  test('has its place also where no replay has been, by what the files declare', async () => {
    const own = await project();
    await own.migrate();
    await own.query('drop index orders_user_id; drop table orders; alter table users drop column mail');
    const result = await own.verify({ expected: 'recorded' });
    expect(result.findings.map(({ identity, origin }) => [identity, origin?.migration, origin?.line])).toEqual([
      ['table public.orders', '002_orders', 1],
      ['column public.users.mail', '001_users', 1],
    ]);
    await own.query('create table orders (id int, user_id int)');
    const keys = await own.verify({ expected: 'recorded', failOn: 'minor' });
    expect(keys.findings.map(({ code, origin }) => [code, origin?.line])).toContainEqual(['foreign-key-missing', 1]);
    expect(keys.findings.map(({ code, origin }) => [code, origin?.line])).toContainEqual(['index-missing', 2]);
  });

  test('about owners, grants and comments only when it is asked for', async () => {
    const role = `owner_${randomBytes(4).toString('hex')}`;
    const own = await project({
      '001_users.sql': `create table users (id int);\ncomment on table users is 'people';\ngrant select on users to public;`,
    });
    await own.snapshot();
    await own.migrate();
    expect(await own.verify({ annotations: true, failOn: 'info' })).toMatchObject({ ok: true, findings: [] });
    await own.query(`comment on table users is 'dogs'; revoke select on users from public; create role ${role}`);
    await own.query(`alter table users owner to ${role}`);
    expect(await own.verify({ failOn: 'info' })).toMatchObject({ ok: true });
    const result = await own.verify({ annotations: true });
    const recorded = await own.verify({ annotations: true, expected: 'recorded' });
    await own.query(`drop owned by ${role}; drop role ${role}`);
    expect(result.findings.map(({ code, origin }) => [code, origin?.line])).toEqual([
      ['grant-missing', 3],
      ['comment-differs', 2],
    ]);
    expect(recorded.findings.map(({ code }) => code)).toContain('owner-differs');
  });

  test('fails by its severity', async () => {
    const own = await project();
    await own.snapshot();
    await own.migrate();
    await own.query('drop index orders_user_id');
    expect(await own.verify()).toMatchObject({ ok: true, counts: { critical: 0, major: 0, minor: 1, info: 0 } });
    expect(await own.verify({ failOn: 'minor' })).toMatchObject({ ok: false });
  });
});
