import { expect, test } from 'vitest';
import { REFUSED_SQLSTATES } from '../log-sql/refused-sqlstates.ts';
import { judgeRefusal } from './judge-refusal.ts';

test.each([
  ...REFUSED_SQLSTATES.map((sqlstate) => [sqlstate, 'broken'] as const),
  ['42704', 'broken'], // a type that is not there
  ['42803', 'broken'], // a primary key that GROUP BY relied on
  ['42702', 'broken'], // a new column that makes a name ambiguous
  ['22P02', 'broken'], // a label that the enum does not have
  ['3F000', 'broken'], // a schema that is not there
  ['42601', 'unclear'],
  ['42P18', 'unclear'],
  ['42501', 'unclear'],
  ['0A000', 'unclear'],
  ['55P03', 'unsure'],
  ['40P01', 'unsure'],
  ['57014', 'unsure'],
  ['XX000', 'unsure'],
  ['57P01', null], // the server is stopped
  ['08006', null],
  [null, null],
] as const)('%s is %s', (sqlstate, refusal) => {
  expect(judgeRefusal(sqlstate)).toBe(refusal);
});
