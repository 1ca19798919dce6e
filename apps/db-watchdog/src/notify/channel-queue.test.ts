import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createChannelQueue } from './channel-queue.ts';
import type { Message } from './message.ts';
import type { QueuedMessage } from './queued-message.ts';
import type { Delivery } from './send-webhook.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') }));
afterEach(() => void vi.useRealTimers());

function message(id: string): Message {
  const at = new Date().toISOString();
  return { id, event: 'appeared', database: 'shop', at, summary: id, findings: [], gone: [], open: 1, page: null };
}

function queueOf(answer: (id: string) => Delivery['outcome'], waiting: readonly QueuedMessage[] = []) {
  const attempts: string[] = [];
  const results: string[] = [];
  const queue = createChannelQueue({
    name: 'webhook',
    channel: async ({ id }) => {
      attempts.push(id);
      return { outcome: answer(id), note: null };
    },
    waiting,
    onResult: (result) => void results.push(result),
    onChange: () => {},
  });
  queue.start();
  return { queue, attempts, results };
}

test('messages wait while the network is down, are tried again ever more rarely, and arrive in order', async () => {
  let isUp = false;
  const { queue, attempts } = queueOf(() => (isUp ? 'sent' : 'failed'));
  queue.put(message('one'));
  queue.put(message('two'));
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(new Set(attempts)).toEqual(new Set(['one']));
  expect(attempts.length).toBeGreaterThan(10);
  expect(attempts.length).toBeLessThan(30);
  isUp = true;
  attempts.length = 0;
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(attempts).toEqual(['one', 'two']);
  expect(queue.waiting()).toEqual([]);
});

test('what is refused is not tried again', async () => {
  const { queue, attempts, results } = queueOf(() => 'refused');
  queue.put(message('one'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([attempts, results]).toEqual([['one'], ['refused']]);
});

test('what could not be delivered in a day is given up', async () => {
  const { queue, results } = queueOf(() => 'failed');
  queue.put(message('one'));
  await vi.advanceTimersByTimeAsync(25 * 60 * 60_000);
  expect(results.at(-1)).toBe('dropped');
  expect(queue.waiting()).toEqual([]);
});

test('what waited when the watchdog ended is delivered by the next one', async () => {
  const waiting: QueuedMessage = {
    channel: 'webhook',
    message: message('one'),
    attempts: 3,
    nextAt: new Date().toISOString(),
  };
  const { attempts } = queueOf(() => 'sent', [waiting]);
  await vi.advanceTimersByTimeAsync(10);
  expect(attempts).toEqual(['one']);
});

test('a hundred messages wait at most; the first, which may be under way, is not the one that goes', async () => {
  const { queue, results } = queueOf(() => 'failed');
  for (let number = 0; number < 103; number++) queue.put(message(`m${number}`));
  expect(queue.waiting()).toHaveLength(100);
  expect(queue.waiting()[0]?.message.id).toBe('m0');
  expect(results.filter((result) => result === 'dropped')).toHaveLength(3);
  await queue.stop();
});
