import { expect, test } from 'vitest';
import { eventWords } from './event-words.ts';

test.each([
  ['building index: scanning table', 41.6, { wait: 'building index: scanning table, 42 %' }],
  ['waiting for old snapshots', null, { wait: 'waiting for old snapshots' }],
  [null, null, null],
])('how far a statement is: %s, %s', (phase, percent, words) => {
  expect(eventWords({ type: 'migration-progress', migration: '002_i', elapsedMs: 900, phase, percent })).toEqual(words);
});

test('who is in the way, and for how long', () => {
  const blocker = {
    pid: 42,
    application: 'report',
    user: 'ann',
    state: 'idle in transaction',
    transactionAge: 90,
    query: null,
  };
  expect(eventWords({ type: 'migration-blocked', migration: '002_i', elapsedMs: 1500, blockers: [blocker] })).toEqual({
    wait: 'blocked for 1.5 s by pid 42 ("report", role "ann"), idle in transaction, its transaction open for 1 min 30 s',
  });
});
