import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

test('durations are read as PostgreSQL writes them', () => {
  expect(['0', '250ms', '5s', '1.5s', '10min', '1h', '1d', '5', '5m', '-1s', '', '99d'].map(parseDuration)).toEqual([
    ...[0, 250, 5_000, 1_500, 600_000, 3_600_000, 86_400_000, null, null, null, null, null],
  ]);
});
