import { expect, test } from 'vitest';
import type { Scratch as Made } from '../../src/expect/scratch.ts';
import { shadowDatabase } from '../../src/expect/shadow-database.ts';
import { adopt } from '../../src/rescue/adopt.ts';
import { heal } from '../../src/rescue/heal/heal.ts';
import { type Scratch, scratch } from '../db/scratch.ts';

/** Makes shadow databases, and knows which of them are there still. */
function shadowsOf(own: Scratch): { make(): Promise<Made>; left(): Promise<readonly unknown[]>; made(): number } {
  const names: string[] = [];
  return {
    async make() {
      const made = await shadowDatabase(own.url);
      names.push(new URL(made.url).pathname.slice(1));
      return made;
    },
    left: () => own.query('select datname from pg_database where datname = any ($1)', [names]),
    made: () => names.length,
  };
}

test('databases that were made for a rehearsal are gone after it, whether it came to something or not', async () => {
  const own = await scratch({
    '001_old.sql': 'create table legacy (id int);',
    '002_new.sql': 'do $$ begin drop table legacy; create table fresh (id int); end $$;',
  });
  await own.query('create table legacy (id int); insert into legacy values (1)');
  const shadows = shadowsOf(own);
  const options = { url: own.url, directory: own.directory, scratch: shadows.make };
  expect((await adopt({ ...options, apply: true })).error?.code).toBe('cannot-adopt');
  expect(await shadows.left()).toEqual([]);

  await own.query('delete from legacy');
  expect((await adopt({ ...options, apply: true })).error).toBeNull();
  await own.query('alter table fresh drop column id');
  const { error, files } = await heal(options);
  expect([error, files.length > 0]).toEqual([null, true]);
  expect((await heal({ ...options, apply: true })).error).toBeNull();
  own.write({ '003_broken.sql': 'create table broken (id nothing_known);' });
  expect((await adopt(options)).error?.code).toBe('replay-failed');

  expect(shadows.made()).toBeGreaterThan(6);
  expect(await shadows.left()).toEqual([]);
});
