import { describe, expect, test } from 'vitest';
import { type Migration, migration } from '../source/migration.ts';
import type { HistoryRecord } from './history-record.ts';
import { plan } from './plan.ts';

const file = (name: string, sql = name): Migration =>
  migration(`migrations/${name}.sql`, new TextEncoder().encode(sql));
const row = (from: Migration, over: Partial<HistoryRecord> = {}): HistoryRecord => ({
  name: from.name,
  number: from.number,
  checksum: from.checksum,
  codeChecksum: null,
  state: 'applied',
  appliedAt: '2026-01-01T00:00:00.000Z',
  appliedBy: 'app',
  durationMs: 1,
  error: null,
  statements: 1,
  kind: 'migration',
  mode: 'transactional',
  statementsDone: 1,
  doneChecksum: null,
  inFlight: null,
  backendPid: null,
  ...over,
});
const states = (migrations: readonly Migration[], records: readonly HistoryRecord[], cosmetic = false): unknown[] =>
  plan(migrations, records, () => (cosmetic ? 'cosmetic' : 'edited')).entries.map(
    ({ name, state }) => `${name} ${state}`,
  );

describe('files against history', () => {
  const [a, b, c] = [file('1_a'), file('2_b'), file('3_c')];

  test.each([
    ['nothing applied', [a, b], [], ['1_a pending', '2_b pending']],
    ['all applied', [a, b], [row(a), row(b)], ['1_a applied', '2_b applied']],
    ['the rest is pending', [a, b], [row(a)], ['1_a applied', '2_b pending']],
    ['failed before', [a], [row(a, { state: 'failed', error: 'no' })], ['1_a failed']],
    ['interrupted', [a], [row(a, { state: 'running', mode: 'stepwise' })], ['1_a interrupted']],
    ['edited', [a], [row(a, { checksum: 'other' })], ['1_a edited']],
    ['out of order', [a, b, c], [row(a), row(c)], ['1_a applied', '2_b out-of-order', '3_c applied']],
    [
      'an attempt that failed does not make others late',
      [a, b],
      [row(b, { state: 'failed' })],
      ['1_a pending', '2_b failed'],
    ],
    ['missing', [a], [row(a), row(b)], ['1_a applied', '2_b missing']],
    ['a failed row without a file is forgotten', [a], [row(a), row(b, { state: 'failed' })], ['1_a applied']],
    ['no number, no order', [a, file('x')], [row(a), row(file('y'))], ['1_a applied', 'x pending', 'y missing']],
  ] as const)('%s', (_, files, records, expected) => {
    expect(states(files, records)).toEqual(expected);
  });

  test('a cosmetic edit is told apart', () => {
    expect(states([a], [row(a, { checksum: 'other' })], true)).toEqual(['1_a cosmetic']);
  });

  test('a new name with the same content is a rename, unless two could be meant', () => {
    const moved = file('4_moved', '2_b');
    expect(states([a, moved], [row(a), row(b)])).toEqual(['1_a applied', '4_moved renamed']);
    expect(states([file('4_x', '2_b'), file('5_y', '2_b')], [row(b)])).toEqual([
      '2_b missing',
      '4_x pending',
      '5_y pending',
    ]);
  });

  test('one number twice is warned about', () => {
    expect(plan([file('1_a'), file('1_b')], [], () => 'edited').warnings).toEqual([
      '1_a and 1_b have the same number; they run in the order of their names',
    ]);
  });
});
