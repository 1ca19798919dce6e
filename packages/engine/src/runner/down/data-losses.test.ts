import { expect, test } from 'vitest';
import { split } from '../../splitter/index.ts';
import { dataLosses } from './data-losses.ts';

test.each<[string, readonly string[]]>([
  ['drop table if exists a, b.c cascade', ['DROP TABLE a, b.c']],
  ['drop schema s cascade', ['DROP SCHEMA s']],
  ['truncate only a, b restart identity', ['TRUNCATE a, b']],
  ['truncate table a', ['TRUNCATE a']],
  ['delete from a using b where a.i = b.i', ['DELETE a']],
  ['with old as (delete from b returning *) delete from only a where i in (select i from old)', ['DELETE a']],
  ['alter table a drop column if exists x, add y int, drop z', ['DROP COLUMN a (x, z)']],
  ['alter table a drop constraint x', []],
  ['alter table a alter column x drop not null, alter y drop default', []],
  ['drop view v; drop index i; drop function f(int); select 1', []],
  ['do $$ begin if true then drop table a; end if; delete from b; end $$', ['DROP TABLE a', 'DELETE b']],
  ["select 'drop table a'; comment on table a is 'delete from b'", []],
])('%s', (sql, expected) => {
  const steps = split(sql).map((statement) => ({ statement, kind: statement.kind, text: statement.text }));
  const found = dataLosses('x.down.sql', steps).map(({ statement, names, columns }) => {
    const inside = columns.length === 0 ? '' : ` (${columns.join(', ')})`;
    return `${statement} ${names.map((name) => name.join('.')).join(', ')}${inside}`;
  });
  expect(found).toEqual(expected);
});
