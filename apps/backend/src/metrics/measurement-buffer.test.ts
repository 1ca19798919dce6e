import { expect, test } from 'vitest';
import type { Measurement } from './measurement.ts';
import { type BufferOptions, createMeasurementBuffer } from './measurement-buffer.ts';

const measured = (value: number): Measurement => ({ at: 0, name: 'm', value, unit: 'ms', tags: {}, metadata: {} });
const numbers = (count: number, from = 0): Measurement[] => Array.from({ length: count }, (_, i) => measured(from + i));

function recording(options: Partial<BufferOptions> = {}) {
  const seen = { batches: [] as number[][], written: 0, dropped: 0, failures: 0 };
  const buffer = createMeasurementBuffer({
    capacity: 10,
    batchSize: 4,
    write: async (batch) => {
      seen.batches.push(batch.map(({ value }) => value));
    },
    isPassing: () => true,
    onWritten: (count) => (seen.written += count),
    onDropped: (count) => (seen.dropped += count),
    onFailure: () => (seen.failures += 1),
    ...options,
  });
  return { buffer, seen };
}

test('a flush writes everything in order, batch by batch', async () => {
  const { buffer, seen } = recording();
  buffer.add(numbers(9));
  await buffer.flush();
  expect(seen.batches).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8]]);
  expect([buffer.size(), seen.written, seen.dropped]).toEqual([0, 9, 0]);
});

test('a full buffer drops the oldest and counts them', () => {
  const { buffer, seen } = recording();
  buffer.add(numbers(25));
  expect([buffer.size(), seen.dropped]).toEqual([10, 15]);
});

test('a write that fails for now is tried again by the next flush, nothing lost and nothing out of order', async () => {
  let isAway = true;
  const values: number[] = [];
  const { buffer, seen } = recording({
    write: async (batch) => {
      if (isAway) throw new Error('away');
      values.push(...batch.map(({ value }) => value));
    },
  });
  buffer.add(numbers(6));
  await buffer.flush();
  expect([buffer.size(), seen.failures]).toEqual([6, 1]);
  isAway = false;
  buffer.add(numbers(2, 6));
  await buffer.flush();
  expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('while a write fails the buffer stays within its bound', async () => {
  const { buffer, seen } = recording({ write: () => Promise.reject(new Error('away')) });
  for (let round = 0; round < 20; round++) {
    buffer.add(numbers(3, round * 3));
    await buffer.flush();
  }
  expect([buffer.size(), seen.dropped]).toEqual([10, 50]);
});

test('a batch that is refused for what is in it is given up after three tries, and the others go on', async () => {
  const { buffer, seen } = recording({
    isPassing: () => false,
    write: async (batch) => {
      if (batch.some(({ value }) => value === 2)) throw new Error('refused');
    },
  });
  buffer.add(numbers(8));
  for (let round = 0; round < 3; round++) await buffer.flush();
  expect([buffer.size(), seen.written, seen.dropped, seen.failures]).toEqual([0, 4, 4, 3]);
});

test('flushes that overlap are one', async () => {
  const { buffer, seen } = recording();
  buffer.add(numbers(3));
  await Promise.all([buffer.flush(), buffer.flush(), buffer.flush()]);
  expect(seen.batches).toEqual([[0, 1, 2]]);
});
