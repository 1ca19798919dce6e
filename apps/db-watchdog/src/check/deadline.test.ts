import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDeadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it comes after its time, as a timeout', async () => {
  const { signal } = startDeadline(1_000);
  await vi.advanceTimersByTimeAsync(999);
  expect(signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(signal.reason).toMatchObject({ code: 'ETIMEDOUT' });
});

test('what is waited for outside does not count; what was used before does', async () => {
  const deadline = startDeadline(1_000);
  await vi.advanceTimersByTimeAsync(400);
  const waited = deadline.outside(new Promise((resolve) => void setTimeout(resolve, 60_000)));
  await vi.advanceTimersByTimeAsync(60_000);
  await waited;
  await vi.advanceTimersByTimeAsync(599);
  expect(deadline.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(deadline.signal.aborted).toBe(true);
});

test('one that was ended never comes', async () => {
  const deadline = startDeadline(1_000);
  deadline.end();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(deadline.signal.aborted).toBe(false);
});
