import { expect, test } from 'vitest';
import { shadowDatabase } from '../../src/expect/shadow-database.ts';
import { adopt } from '../../src/rescue/adopt.ts';
import type { AdoptOptions } from '../../src/rescue/adopt-options.ts';
import type { AdoptResult } from '../../src/rescue/adopt-result.ts';
import { type Scratch, scratch } from '../db/scratch.ts';

function adoptIn({ url, directory }: Scratch, more: Partial<AdoptOptions> = {}): Promise<AdoptResult> {
  return adopt({ url, directory, scratch: () => shadowDatabase(url), apply: true, ...more });
}

test('a migration that would drop rows is rolled back, with everything else of the plan', async () => {
  const own = await scratch({
    '001_old.sql': 'create table legacy (id int);',
    '002_new.sql': 'do $$ begin drop table legacy; create table fresh (id int); end $$;',
  });
  await own.query('create table legacy (id int); insert into legacy values (1), (2)');
  const { error, applied } = await adoptIn(own);
  expect(error?.code).toBe('cannot-adopt');
  expect(error?.message).toContain('The plan would lose rows: "public"."legacy" has 2');
  expect(applied).toBe(false);
  expect(await own.query('select count(*)::int from legacy')).toEqual([{ count: 2 }]);
  expect(await own.query("select to_regclass('fresh') as fresh")).toEqual([{ fresh: null }]);
  expect(await own.query('select count(*)::int from plumbline.history')).toEqual([{ count: 0 }]);
});

test('a migration that gives the rows to another table may drop the old one', async () => {
  const own = await scratch({
    '001_old.sql': 'create table legacy (id int);',
    '002_new.sql': `do $$ begin create table fresh (id int); insert into fresh select id from legacy; drop table legacy; end $$;`,
  });
  await own.query('create table legacy (id int); insert into legacy values (1), (2)');
  expect((await adoptIn(own)).error).toBeNull();
  expect(await own.query('select count(*)::int from fresh')).toEqual([{ count: 2 }]);
});

test('rows that lead a migration another way than in the rehearsal undo all of it', async () => {
  const own = await scratch({
    '001_a.sql': 'create table a (id int);',
    '002_b.sql': `do $$ begin if not exists (select from a) then create table b (id int); end if; end $$;`,
  });
  await own.query('create table a (id int); insert into a values (1)');
  const { error } = await adoptIn(own);
  expect(error?.message).toContain(
    'After the plan the schema would still not be what the migrations say: table public.b',
  );
});

test('an index that a migration builds CONCURRENTLY is built in the transaction of the adoption', async () => {
  const own = await scratch({
    '001_a.sql': 'create table a (id int, b int);',
    '002_i.sql': 'create index concurrently a_b on a (b);',
  });
  await own.query('create table a (id int, b int)');
  const { error, steps } = await adoptIn(own);
  expect(error).toBeNull();
  expect(steps.map(({ kind, statements }) => [kind, ...statements])).toEqual([
    ['generated', 'CREATE INDEX "a_b" ON "public"."a" USING "btree" ("b")'],
  ]);
  expect((await own.migrate()).pending).toEqual([]);
});

test('what is under a view is changed, and the view is made again', async () => {
  const own = await scratch({
    '001_a.sql': `create table a (id bigint, n text); create view v as select id, n from a; create view w as select id from v;`,
  });
  await own.query(
    'create table a (id int, n varchar(20)); create view v as select id, n from a; create view w as select id from v; insert into a values (1, $1)'.replace(
      '$1',
      "'x'",
    ),
  );
  expect((await adoptIn(own)).error).toBeNull();
  expect(await own.query('select * from w')).toEqual([{ id: '1' }]);
});

test('a constraint and an index under another name get their own back, and are not made twice', async () => {
  const own = await scratch({
    '001_a.sql': 'create table a (id int primary key, n int unique); create index a_n_id on a (n, id);',
  });
  await own.query(
    'create table a (id int primary key, n int, constraint other unique (n)); create index another on a (n, id)',
  );
  const { error, steps } = await adoptIn(own);
  expect(error).toBeNull();
  expect(steps.flatMap(({ statements }) => statements).every((statement) => statement.includes('RENAME'))).toBe(true);
});

test('names that are misspelt are refused, not passed over', async () => {
  const own = await scratch({ '001_a.sql': 'create table a (id int);' });
  expect((await adoptIn(own, { allow: ['table public.aa'] })).error?.message).toBe(
    'There is no object "table public.aa" to allow.',
  );
  expect((await adoptIn(own, { ran: ['002'] })).error?.message).toBe('There is no migration "002" that ran.');
});

test('nobody else migrates meanwhile: a second adoption finds nothing left to do', async () => {
  const own = await scratch({ '001_a.sql': 'create table a (id int);', '002_b.sql': 'create table b (id int);' });
  await own.query('create table a (id int)');
  const both = await Promise.all([adoptIn(own), adoptIn(own)]);
  expect(both.map(({ error }) => error)).toEqual([null, null]);
  expect(
    (await own.query<{ changes: readonly string[] }>('select changes from plumbline.history order by name')).map(
      ({ changes }) => changes.length,
    ),
  ).toEqual([1, 2]);
});

const priced = {
  '001_prices.sql': 'create table prices (id int primary key, price numeric not null);',
  '002_cents.sql': `do $$ begin
    update prices set price = price * 100;
    alter table prices alter price type int using price::int;
    alter table prices add column if not exists unit text;
    create index if not exists prices_price on prices (price);
  end $$;`,
};

test('code that has run is not run again by itself: what it did to the data it could do twice', async () => {
  const own = await scratch(priced);
  // The code ran, and somebody changed the type since: what it would settle it would also multiply once more.
  await own.query(`create table prices (id int primary key, price numeric not null, unit text);
    create index if not exists prices_price on prices (price); insert into prices values (1, 150.5)`);
  const { error, obstacles } = await adoptIn(own);
  expect(error?.code).toBe('decision-needed');
  expect(obstacles[0]?.choices.at(-1)).toBe(
    '002_cents settles it when it runs once more, which was rehearsed. If its code may run twice: --run 002_cents.',
  );
  expect(await own.query('select price::text from prices')).toEqual([{ price: '150.5' }]);
});

test('code of which nothing is there runs by itself', async () => {
  const own = await scratch(priced);
  await own.query(
    'create table prices (id int primary key, price numeric not null); insert into prices values (1, 1.5)',
  );
  expect((await adoptIn(own)).error).toBeNull();
  expect(await own.query('select price from prices')).toEqual([{ price: 150 }]);
});

test('a file that was cut short goes on where it was, and what it had put aside comes back', async () => {
  const own = await scratch({
    '001_a.sql': 'create table a (id int, n text);',
    '002_a.sql': `alter table a rename to a_old;
      create table a (id bigint primary key, n text);
      do $$ begin insert into a select id, n from a_old; drop table a_old; end $$;`,
  });
  await own.query(`create table a_old (id int, n text); insert into a_old values (1, 'x'), (2, 'y')`);
  const { error, steps } = await adoptIn(own);
  expect(error).toBeNull();
  expect(steps.map(({ kind, origin }) => `${kind} ${origin?.statement}`)).toEqual(['statement 2', 'statement 3']);
  expect(await own.query('select id, n from a order by id')).toEqual([
    { id: '1', n: 'x' },
    { id: '2', n: 'y' },
  ]);
});
