import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, type Daemon, type Environment, startDaemon } from './daemon.ts';
import { lookOnce } from './look-once.ts';
import { applicationFiles } from './page/scenes.ts';
import { documentedRole, watchdogRole } from './watchdog-role.ts';
import { type WatchedProject, watchedProject } from './watched-project.ts';

beforeAll(build);

const files = {
  '001_shop.sql': `
create type mood as enum ('well', 'ill');
create function total(integer) returns integer language sql immutable as 'select $1';
create table users (id integer generated always as identity primary key, email text not null constraint users_email unique, mood mood);
create table orders (id integer primary key, user_id integer not null references users (id), price integer not null);
create index orders_user on orders (user_id);`,
};

const sql = {
  'users/find.sql': '-- Secret words of the file.\nselect id,\n  email\nfrom users\nwhere id = $1',
  'users/put.sql':
    'insert into users (email, mood) values ($1, $2) on conflict (email) do update set mood = excluded.mood',
  'users/well.sql': "select count(*) from users where mood = 'well'",
  'orders.sql': 'select total(price) from orders where user_id = $1;\nupdate orders set price = $2 where id = $1;',
};

/** The project with a folder of queries. */
async function projectWithQueries(queries: Readonly<Record<string, string>> = sql): Promise<WatchedProject> {
  const project = await watchedProject(files);
  for (const [name, text] of Object.entries(queries)) {
    mkdirSync(join(project.directory, 'sql', name, '..'), { recursive: true });
    writeFileSync(join(project.directory, 'sql', name), text);
  }
  return project;
}

function watch(project: Omit<WatchedProject, 'query'>, env: Environment = {}): Promise<Daemon> {
  return startDaemon(project, { WATCHDOG_QUERIES: join(project.directory, 'sql'), ...env });
}

/** Queries that are broken, with their SQLSTATE. */
function broken({ databases: [shop] }: Awaited<ReturnType<Daemon['status']>>): readonly string[] {
  const found = shop?.findings.filter(({ code }) => code === 'query-broken') ?? [];
  return found.map(({ identity, actual }) => `${identity} ${actual?.slice(0, 5)}`);
}

const gauge = (metrics: string, sqlstate: string): string | undefined =>
  new RegExp(`^db_watchdog_app_queries_broken\\{[^}]*sqlstate="${sqlstate}"\\} (\\d+)$`, 'm').exec(metrics)?.[1];

test('queries that the schema does not fit are named by file and line, on the page and as numbers, and their text nowhere', async () => {
  const project = await projectWithQueries();
  const daemon = await watch(project);
  const first = await daemon.until(({ verdict }) => verdict === 'true');
  expect(first.databases[0]?.queries).toEqual({ checked: 5, broken: 0, unsure: 0 });
  expect(await daemon.metrics()).toMatch(/^db_watchdog_app_queries_checked\{[^}]*\} 5$/m);

  await project.query('alter table users rename column email to mail; drop table orders; drop function total(integer)');
  await project.query('alter table users drop constraint users_email');
  await project.query("alter type mood rename value 'well' to 'fine'");
  const seen = await daemon.until((status) => broken(status).length === 5);
  expect(broken(seen)).toEqual([
    'query sql/orders.sql:1 42P01',
    'query sql/orders.sql:2 42P01',
    'query sql/users/find.sql:2 42703',
    'query sql/users/put.sql:1 42703',
    'query sql/users/well.sql:1 22P02',
  ]);
  const find = seen.databases[0]?.findings.find(({ identity }) => identity.includes('find.sql'));
  // The place of the column, not of the statement.
  expect(find).toMatchObject({
    area: 'queries',
    severity: 'critical',
    origin: join(project.directory, 'sql/users/find.sql:3'),
  });
  expect(find?.message).toContain('column "email" does not exist (42703)');
  const metrics = await daemon.metrics();
  expect(['42P01', '42703', 'other', '42804'].map((sqlstate) => gauge(metrics, sqlstate))).toEqual([
    '2',
    '2',
    '1',
    '0',
  ]);
  expect(metrics).toMatch(/^db_watchdog_findings\{[^}]*kind="query-broken",severity="critical"\} 5$/m);
  const page = (await (await daemon.get('/')).text()).replaceAll('<wbr>', '');
  expect(page).toContain('The query sql/users/find.sql:2 does not fit the schema');
  expect(page).toContain('plumbline explain query-broken');
  for (const text of [metrics, page, JSON.stringify(seen)])
    expect(text).not.toMatch(/Secret words|from users|excluded/);

  // A build with other queries is deployed beside it.
  for (const name of Object.keys(sql)) writeFileSync(join(project.directory, 'sql', name), 'select 1 from users');
  const after = await daemon.until(
    (status) => broken(status).length === 0 && status.databases[0]?.queries?.checked === 4,
  );
  expect(after.verdict).toBe('drift');
});

test('the key of ON CONFLICT, an argument of another type, and a value of another type are found as well', async () => {
  const project = await projectWithQueries();
  await project.query('alter table users drop constraint users_email');
  await project.query('alter table orders alter column price type text');
  await project.query('alter table users alter column mood type text');
  const shop = await lookWithQueries(project);
  expect(shop.findings.filter(({ code }) => code === 'query-broken').map(({ actual }) => actual?.slice(0, 5))).toEqual([
    '42883',
    '42P10',
  ]);
});

test('what cannot be prepared says nothing of the schema, and nothing that stands in a file is ever run', async () => {
  const project = await projectWithQueries({
    'at.sql': 'select id from users where email = @email;\nselect id from users where id=@number or email<>@mail',
    'colon.sql': 'select id from users where id = :id',
    'typeless.sql': 'select $1',
    'two.sql': "select 1; delete from users; call nothing(); set search_path = 'nowhere'; drop table users",
    'open.sql': "select 'never closed",
  });
  await project.query("insert into users (email) values ('a@b')");
  const shop = await lookWithQueries(project);
  expect(shop.verdict).toBe('true');
  const found = shop.findings.filter(({ area }) => area === 'queries');
  expect(found.map(({ code, severity, identity }) => [code, severity, identity])).toEqual([
    ['query-unchecked', 'minor', 'query file sql/open.sql'],
    ['query-unchecked', 'minor', 'query sql/at.sql:1'],
    ['query-unchecked', 'minor', 'query sql/at.sql:2'],
    ['query-unchecked', 'minor', 'query sql/colon.sql:1'],
  ]);
  expect(shop.parts.find(({ area }) => area === 'queries')?.note).toBe(
    '3 statements of other kinds than queries were passed over.',
  );
  expect(await project.query('select email from users')).toEqual([{ email: 'a@b' }]);
});

test('a table that is locked makes no query broken, hides no other, and keeps what was known', async () => {
  // More than are waited for.
  const more = { 'more.sql': 'select id from orders where price = $1;\n'.repeat(6) };
  const project = await projectWithQueries({ ...sql, ...more });
  const daemon = await watch(project);
  await daemon.until(({ verdict }) => verdict === 'true');
  await project.query('alter table orders rename column price to cost');
  await daemon.until((status) => broken(status).length === 8);

  const holder = new pg.Client({ connectionString: project.url });
  holder.on('error', () => {});
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin; lock table orders in access exclusive mode');
  await project.query("alter type mood rename value 'well' to 'fine'");
  const locked = await daemon.until(
    ({ databases: [shop] }) => shop?.queries?.unsure === 8 && shop.queries.broken === 9,
  );
  expect(broken(locked)).toEqual(
    expect.arrayContaining([
      'query sql/users/well.sql:1 22P02',
      'query sql/orders.sql:1 42703',
      'query sql/orders.sql:2 42703',
    ]),
  );
  expect(locked.databases[0]?.parts.find(({ area }) => area === 'queries')?.note).toContain(
    '8 queries could not be looked at',
  );
  expect(gauge(await daemon.metrics(), '42703')).toBe('8');

  await holder.query('alter table orders rename column cost to price; commit');
  const after = await daemon.until(({ databases: [shop] }) => shop?.queries?.unsure === 0 && shop.queries.broken === 1);
  expect(broken(after)).toEqual(['query sql/users/well.sql:1 22P02']);
});

test('the role of the page needs USAGE on the schema, says so, and no right to a table', async () => {
  const project = await projectWithQueries();
  const url = await watchdogRole(project, documentedRole());
  const without = await lookWithQueries(project, url);
  expect(without.verdict).toBe('true');
  expect(without.parts.find(({ area }) => area === 'queries')).toMatchObject({
    outcome: 'skipped',
    skipped: 'not_allowed',
    note: expect.stringContaining('may not use public. GRANT USAGE ON SCHEMA'),
  });
  await project.query(`grant usage on schema public to ${new URL(url).username}`);
  expect(await lookWithQueries(project, url)).toMatchObject({ queries: { checked: 5, broken: 0, unsure: 0 } });
  await project.query('alter table users drop constraint users_email');
  expect(await lookWithQueries(project, url)).toMatchObject({ queries: { checked: 5, broken: 1, unsure: 0 } });
});

test('the queries of the backend fit the application, and one that does not is found', async () => {
  const project = await watchedProject(applicationFiles());
  const queries = fileURLToPath(new URL('../../backend/sql', import.meta.url));
  const fits = await lookOnce(project, project.url, { WATCHDOG_QUERIES: queries });
  expect(fits.findings.filter(({ area }) => area === 'queries')).toEqual([]);
  expect(fits.queries?.checked).toBeGreaterThan(30);
  await project.query('alter table system_performance_metrics drop column value');
  const lacks = await lookOnce(project, project.url, { WATCHDOG_QUERIES: queries });
  expect(lacks.findings.filter(({ code }) => code === 'query-broken').map(({ identity }) => identity)).toEqual(
    expect.arrayContaining([expect.stringContaining('query sql/metrics/insert-measurements.sql:')]),
  );
});

function lookWithQueries(project: WatchedProject, url?: string) {
  return lookOnce(project, url, { WATCHDOG_QUERIES: join(project.directory, 'sql') });
}
