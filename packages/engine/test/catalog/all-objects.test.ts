import { readFileSync } from 'node:fs';
import { testServer } from '@plumbline/testkit/vitest';
import { expect, test } from 'vitest';
import { type CatalogObject, identityOf, readCatalog } from '../../src/index.ts';
import { type Scratch, scratch } from '../db/scratch.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/catalog/${name}.sql`, import.meta.url), 'utf8');

/** One line an object. How a server writes the query of a view changed with 16; all else is the same on all versions. */
function lines(objects: readonly CatalogObject[]): string {
  const structure = objects.map((object) => {
    const isView = object.kind === 'view' || object.kind === 'materialized view';
    return JSON.stringify(isView ? { ...object, text: object.text?.length === 0 ? '' : '…' } : object);
  });
  return `${structure.join('\n')}\n`;
}

async function read(db: Scratch): Promise<readonly CatalogObject[]> {
  const { objects, unread } = await readCatalog(await db.connect(), { annotations: true });
  expect(unread).toEqual([]);
  return objects;
}

test('every kind of object is read, and is the same on every version', async () => {
  const db = await scratch();
  await db.query('drop role if exists plumbline_reader');
  await db.query(fixture('all-objects'));
  const objects = await read(db);
  await db.query('drop owned by plumbline_reader; drop role plumbline_reader');
  expect(new Set(objects.map(identityOf)).size).toBe(objects.length);
  const kinds = new Set(objects.map(({ kind }) => kind));
  expect(kinds.size).toBe(24);
  await expect(lines(objects)).toMatchFileSnapshot('../fixtures/catalog/all-objects.golden');
});

for (const [since, base] of [
  [15, 'create schema app; create table app.users (id integer primary key)'],
  [18, 'create schema app'],
] as const) {
  test.skipIf(testServer().major < since)(`what came with ${since} is read`, async () => {
    const db = await scratch();
    await db.query(base);
    await db.query(fixture(`since-${since}`));
    await expect(lines(await read(db))).toMatchFileSnapshot(`../fixtures/catalog/since-${since}.golden`);
  });
}

test('a partition has only what its parent does not say already', async () => {
  const db = await scratch();
  await db.query(
    `
    create table parent (id int primary key, x int check (x > 0), y int references parent)
      partition by range (id);
    create table one partition of parent for values from (1) to (10);
    create table two (id int primary key, x int constraint parent_x_check check (x > 0), y int);
    create index two_y on two (y);
    alter table parent attach partition two for values from (10) to (20);
    create index on parent (y);
    create function f() returns trigger language plpgsql as 'begin return null; end';
    create trigger t after insert on parent for each row execute function f();
  `.replace(' unique (id, x)', ''),
  );
  const names = async () => (await read(db)).map(identityOf).filter((name) => /^(constraint|index|trigger)/.test(name));
  const parents = [
    'constraint parent_pkey on public.parent',
    'constraint parent_x_check on public.parent',
    'constraint parent_y_fkey on public.parent',
    'index public.parent_y_idx',
    'trigger t on public.parent',
  ];
  expect(await names()).toEqual(expect.arrayContaining(parents));
  expect((await names()).filter((name) => !parents.includes(name))).toEqual([]);
  await db.query('alter table one disable trigger t; alter table one add check (y < 5); create index mine on two (x)');
  expect((await names()).filter((name) => !parents.includes(name))).toEqual([
    'constraint one_y_check on public.one',
    'trigger t on public.one',
    'index public.mine',
  ]);
  await db.query('alter table parent detach partition one');
  expect(await names()).toContain('constraint one_pkey on public.one');
});

test('an index that is not valid says so, of a constraint and of a partition too', async () => {
  const db = await scratch();
  await db.query(`
    create table a (x int, constraint a_x_key unique (x));
    create index a_i on a (x);
    create table p (x int) partition by list (x);
    create table p1 partition of p for values in (1);
    create index p_i on only p (x);
    update pg_index set indisvalid = false where indexrelid in ('a_i'::regclass, 'a_x_key'::regclass);
  `);
  const objects = await read(db);
  expect(objects).toContainEqual(expect.objectContaining({ kind: 'index', name: 'a_i', valid: false, ready: true }));
  expect(objects).toContainEqual(expect.objectContaining({ kind: 'index', name: 'p_i', valid: false }));
  expect(objects).toContainEqual(expect.objectContaining({ kind: 'constraint', name: 'a_x_key', indexValid: false }));
});
