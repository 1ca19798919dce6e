import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const found = (sql: string): Promise<readonly string[]> => foundIn({ '1': sql }, 'table-redefined');
const first = 'CREATE TABLE t (id int, a text);';

test.each([
  ['a column that is not there', 'CREATE TABLE IF NOT EXISTS t (id int, value int);', 'it has no column value'],
  ['another type', 'CREATE TABLE IF NOT EXISTS t (id uuid);', 'id is integer there, and uuid here'],
  [
    'another length',
    'CREATE TABLE u (c varchar(9)); CREATE TABLE IF NOT EXISTS u (c varchar(8));',
    'character varying(9) there',
  ],
  ['no IF NOT EXISTS', 'CREATE TABLE t (id int);', 't is there already'],
  ['a name that is taken', 'CREATE TABLE u (); ALTER TABLE u RENAME TO t;', 't is there already'],
  [
    'a column of another type',
    'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;',
    't.a is there already, as text, not integer',
  ],
])('%s', async (_name, sql, message) => {
  expect(await found(`${first} ${sql}`)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['the same again', 'CREATE TABLE IF NOT EXISTS t (id integer, a text);'],
  ['fewer columns than it has by now', 'ALTER TABLE t ADD b int; CREATE TABLE IF NOT EXISTS t (id int, a text);'],
  ['after it was dropped', 'DROP TABLE t; CREATE TABLE t (id uuid);'],
  ['after it was set aside', 'ALTER TABLE t RENAME TO old; CREATE TABLE t (id uuid);'],
  ['in another schema', 'CREATE SCHEMA s; CREATE TABLE s.t (id uuid);'],
  ['on another path', 'CREATE SCHEMA s; SET LOCAL search_path = s; CREATE TABLE t (id uuid);'],
  ['a temporary one', 'CREATE TEMP TABLE t (id uuid);'],
  ['under a condition', 'DO $$ BEGIN IF random() < 1 THEN CREATE TABLE t (id uuid); END IF; END $$;'],
  [
    'when the first may have stepped aside',
    "DO $$ BEGIN IF to_regclass('t') IS NULL THEN RETURN; END IF; ALTER TABLE t RENAME TO t1; END $$; CREATE TABLE IF NOT EXISTS t (id uuid);",
  ],
  [
    'when SQL made at run time may have taken it',
    "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 't'); END $$; CREATE TABLE IF NOT EXISTS t (id uuid);",
  ],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(`${first} ${sql}`)).toEqual([]);
});
