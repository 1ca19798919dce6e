import { expect, test } from 'vitest';
import { leaksOf, type Sample } from './watchdog-leaks.js';

/** Ten minutes, a sample a second; memory goes up and down as garbage is collected, and a full read shows now and then. */
function tenMinutes(more: (second: number) => Partial<Sample> = () => ({})): readonly Sample[] {
  return Array.from({ length: 600 }, (_, second) => ({
    minute: second / 60,
    megabytes: 72 + (second % 17) / 3,
    descriptors: second % 20 === 0 ? 27 : 22,
    sessions: second % 20 === 0 ? 0 : 1,
    ...more(second),
  }));
}

test('a steady run has no leak', () => {
  expect(leaksOf(tenMinutes())).toEqual([]);
});

test('memory that rises and then stays is none; memory that goes on rising is one', () => {
  expect(leaksOf(tenMinutes((second) => ({ megabytes: Math.min(70 + second / 10, 90) })))).toEqual([]);
  expect(leaksOf(tenMinutes((second) => ({ megabytes: 70 + second / 30 + (second % 17) / 3 })))).toEqual([
    expect.stringContaining('memory grows by 1.98 MB a minute'),
  ]);
});

test('a descriptor or a session that stays is one', () => {
  expect(leaksOf(tenMinutes((second) => ({ descriptors: 22 + Math.floor(second / 100) })))).toEqual([
    '27 descriptors at the end, 22 at the beginning',
  ]);
  expect(leaksOf(tenMinutes((second) => ({ sessions: second > 300 ? 3 : 1 })))).toEqual([
    '3 sessions at the end',
    '3 sessions at once',
  ]);
});
