import { expect, test, vi } from 'vitest';
import { intervalOf, scheduleChecks } from './schedule-checks.ts';

test('the interval of a schedule is the shortest time between two checks', () => {
  expect(intervalOf('* * * * *')).toBe(60_000);
  expect(intervalOf('*/10 * * * * *')).toBe(10_000);
  expect(intervalOf('0,5 * * * *')).toBe(300_000);
});

test('one that is asked for while another runs comes after it, once, whoever asks', async () => {
  const runs: string[] = [];
  let end: () => void = () => {};
  const schedule = scheduleChecks({
    expression: '0 0 1 1 *',
    name: 'test',
    jitterMs: 0,
    run: async () => {
      runs.push('begin');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      runs.push('end');
    },
    onOverlap: () => {},
    onWarning: () => {},
  });
  const first = schedule.now();
  const second = schedule.now();
  const third = schedule.now();
  end();
  await first;
  await vi.waitFor(() => expect(runs).toEqual(['begin', 'end', 'begin']));
  end();
  await Promise.all([second, third]);
  expect(runs).toEqual(['begin', 'end', 'begin', 'end']);
  await schedule.stop();
});

test('a check that throws is said, and the next one happens', async () => {
  const warnings: string[] = [];
  let count = 0;
  const schedule = scheduleChecks({
    expression: '* * * * * *',
    name: 'test',
    jitterMs: 0,
    run: async () => {
      count += 1;
      throw new Error('a fault');
    },
    onOverlap: () => {},
    onWarning: (message) => void warnings.push(message),
  });
  await vi.waitFor(() => expect(count).toBeGreaterThan(1), { timeout: 5_000 });
  await schedule.stop();
  expect(warnings[0]).toContain('a fault');
});
