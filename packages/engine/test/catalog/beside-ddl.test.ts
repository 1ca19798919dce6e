import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { type Catalog, readCatalog } from '../../src/index.ts';
import { type Scratch, scratch } from '../db/scratch.ts';

const SCHEMA = `
  create table a (id serial primary key, x int default 1 check (x > 0), y int generated always as (x + 1) stored);
  create index a_expression on a ((x + 1)) where y > 2;
  create view v as select x from a;
  create policy p on a using (x > 0);
  create function f() returns trigger language plpgsql as 'begin return new; end';
  create trigger t before update on a for each row when (new.x > 1) execute function f();
  create table other (id int primary key default 7 check (id > 0));
  create view w as select id from other;
`;

/** Notes whoever waits for a lock, ourselves most of all. */
async function countWaits(observer: Client, pid: number, until: () => boolean): Promise<number> {
  let waits = 0;
  while (!until()) {
    const { rows } = await observer.query("select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'", [
      pid,
    ]);
    waits += rows.length;
    await delay(2);
  }
  return waits;
}

const pidOf = async (client: Client): Promise<number> =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;

/** The same without its texts, which may be unread. */
const structure = ({ objects }: Catalog): unknown =>
  JSON.parse(
    JSON.stringify(objects, (key, value: unknown) =>
      ['default', 'text', 'predicate', 'when', 'using', 'check'].includes(key) ? null : value,
    ),
  );

async function churn(db: Scratch, until: () => boolean): Promise<number> {
  const client = await db.connect();
  let rounds = 0;
  for (; !until(); rounds++) {
    await client.query(`
      create table churned (id serial primary key, x int default 1 check (x > 0), m text default 'a' || 'b');
      create index on churned ((x + 1)) where x > 1;
      create view churned_view as select x from churned`);
    await client.query('drop view churned_view; drop table churned');
  }
  return rounds;
}

test('an uncommitted ALTER TABLE is not waited for: its texts are unread, and all else is read', async () => {
  const db = await scratch();
  await db.query(SCHEMA);
  const client = await db.connect();
  const before = await readCatalog(client);
  const holder = await db.connect();
  await holder.query('begin; alter table a add column hidden int');
  let over = false;
  const waits = countWaits(await db.connect(), await pidOf(client), () => over);
  const beside = await readCatalog(client);
  over = true;
  expect(await waits).toBe(0);
  expect(structure(beside)).toEqual(structure(before));
  expect(beside.unread).toEqual([
    'column public.a.y',
    'constraint a_x_check on public.a',
    'index public.a_expression',
    'policy p on public.a',
    'trigger t on public.a',
    'view public.v',
  ]);
  // A default refers to no column: it needs no lock.
  expect(beside.objects).toContainEqual(expect.objectContaining({ kind: 'column', name: 'x', default: '1' }));
  await holder.query('rollback');
  expect(await readCatalog(client)).toEqual(before);
});

test('tables that come and go neither stop it nor make it fail, and do not show in what stays', async () => {
  const db = await scratch();
  await db.query(SCHEMA);
  const client = await db.connect();
  const isChurned = ({ name, ...rest }: { name: string; table?: string }): boolean =>
    name.startsWith('churned') || rest.table?.startsWith('churned') === true;
  const before = await readCatalog(client);
  const deadline = Date.now() + 4_000;
  let over = false;
  const churning = Promise.all([churn(db, () => over), churn(db, () => true)]);
  const waits = countWaits(await db.connect(), await pidOf(client), () => over);
  let readings = 0;
  // On a slow machine until there were enough of them.
  for (; Date.now() < deadline || readings <= 10; readings++) {
    const { objects, unread } = await readCatalog(client);
    expect(objects.filter((object) => !isChurned(object))).toEqual(before.objects);
    expect(unread.filter((identity) => !identity.includes('churned'))).toEqual([]);
  }
  over = true;
  expect((await churning)[0]).toBeGreaterThan(5);
  expect(await waits).toBeLessThanOrEqual(readings / 5);
});

test('a role that may only connect reads all there is, and a session stays as it was', async () => {
  const db = await scratch();
  await db.query(SCHEMA);
  await db.query('drop role if exists plumbline_connector');
  await db.query("create role plumbline_connector login password 'x'");
  await db.query('revoke all on schema public from public; revoke all on all tables in schema public from public');
  const url = new URL(db.url);
  url.username = 'plumbline_connector';
  url.password = 'x';
  const client = await db.connect(url.href);
  await client.query(
    "set search_path = nowhere; set datestyle = 'SQL, DMY'; set lock_timeout = 77; set quote_all_identifiers = on",
  );
  const settings = async () =>
    (await client.query("select name, setting from pg_settings where source = 'session' order by name")).rows;
  const before = await settings();
  const restricted = await readCatalog(client, { annotations: true });
  expect(await settings()).toEqual(before);
  expect(restricted).toEqual(await readCatalog(await db.connect(), { annotations: true }));
  await client.end();
  await db.query('drop role plumbline_connector');
});

test('inside a transaction it is refused unless asked for, and then sees what is not committed', async () => {
  const db = await scratch();
  const client = await db.connect();
  await client.query('begin; create table mine (x int default 1)');
  await expect(readCatalog(client)).rejects.toMatchObject({ code: 'invalid-options' });
  const { objects, unread } = await readCatalog(client, { insideTransaction: true });
  expect(objects).toContainEqual(expect.objectContaining({ kind: 'column', name: 'x', default: '1' }));
  expect(unread).toEqual([]);
  await client.query('select from mine; rollback');
  await expect(readCatalog(client, { insideTransaction: true })).rejects.toMatchObject({ code: 'invalid-options' });
});

test('only the schemas that are asked for are read, with their references to others', async () => {
  const db = await scratch();
  await db.query(`
    create schema app;
    create table public.users (id int primary key);
    create table app.posts (author int references public.users);
    create table app.child () inherits (public.users)`);
  const { objects } = await readCatalog(await db.connect(), { schemas: ['app'] });
  expect(new Set(objects.map(({ schema, name }) => schema ?? name))).toEqual(new Set(['app']));
  expect(objects).toContainEqual(
    expect.objectContaining({ type: 'foreign key', target: { schema: 'public', table: 'users', columns: ['id'] } }),
  );
  expect(objects).toContainEqual(expect.objectContaining({ name: 'child', inherits: ['public.users'] }));
});
