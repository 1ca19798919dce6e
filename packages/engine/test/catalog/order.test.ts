import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCatalog } from '../../src/index.ts';
import { scratch } from '../db/scratch.ts';

/** In each layer the order is free. */
const layers: readonly (readonly string[])[] = [
  [
    'create schema one',
    'create schema "Two"',
    `create type mood as enum ('a', 'b')`,
    'create domain d as int check (value > 0) check (value < 9)',
    'create sequence s',
    `create function f(int) returns int language sql as 'select 1'`,
    `create function f(text) returns int language sql as 'select 1'`,
    `create function touch() returns trigger language plpgsql as 'begin return new; end'`,
  ],
  [
    'create table one.t (id serial primary key, m mood default $$a$$, x int default 1 check (x > 0))',
    'create table "Two".t (id int generated always as identity primary key, "Über" text unique)',
    'create table "Z" (id int primary key, é text)',
    'create table a (id int primary key, z text, s text)',
    'create table part (id int, at date) partition by range (at)',
  ],
  [
    'alter table one.t add foreign key (x) references a',
    'alter table a add constraint b check (z <> s)',
    'alter table a add constraint a check (s <> z)',
    'create index on a (z)',
    'create index on a (lower(s)) where z is not null',
    'create unique index on "Z" (é)',
    'create view v as select z from a',
    'create materialized view m as select count(*) from "Z"',
    `create table part_1 partition of part for values from ('2026-01-01') to ('2026-02-01')`,
    `create table part_2 partition of part for values from ('2026-02-01') to ('2026-03-01')`,
    'create trigger z before insert on a for each row execute function touch()',
    'create trigger y before insert on a for each row execute function touch()',
    'create policy p on a for select using (z is not null)',
    'create statistics st on z, s from a',
    'grant select, insert on a to public',
    `comment on table a is 'a'`,
    `comment on column a.z is 'z'`,
    'alter sequence s owned by a.id',
  ],
];

/** What makes OIDs, column numbers and places on disk other ones and is gone in the end. */
const noise = [
  'create table noise (); drop table noise',
  'create type noise as enum (); drop type noise',
  'create temp table if not exists temporary (x int default 1)',
  'do $$ begin for i in 1..40 loop execute format($q$create table n%s (x serial)$q$, i); end loop; raise $q$x$q$; exception when others then null; end $$',
];

test('the same schema is the same value, byte for byte, in whatever order it was made', async () => {
  const makeIn = async (statements: readonly string[]): Promise<string> => {
    const db = await scratch();
    for (const statement of statements) await db.query(statement);
    return JSON.stringify(await readCatalog(await db.connect(), { annotations: true }));
  };
  const first = await makeIn(layers.flat());
  const orders = fc.tuple(
    ...layers.map((layer) => fc.shuffledSubarray([...layer], { minLength: layer.length })),
    fc.array(fc.constantFrom(...noise), { minLength: 1, maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(orders, async (shuffled) => {
      const extra = shuffled.at(-1)!;
      const statements = shuffled.slice(0, -1).flatMap((layer, index) => [...layer, extra[index] ?? extra[0]!]);
      expect(await makeIn(statements)).toBe(first);
    }),
    { numRuns: 8 },
  );
});
