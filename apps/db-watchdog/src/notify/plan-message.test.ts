import { expect, test } from 'vitest';
import { madeUpOpen } from '../../test/made-up.ts';
import { type MessageRules, planMessage } from './plan-message.ts';
import type { ToldFinding } from './told-finding.ts';

const rules: MessageRules = { threshold: 'major', remindAfterMs: 3_600_000 };
const users = madeUpOpen('table public.users');
const agents = madeUpOpen('table public.agents');
const MINUTE = 60_000;

/** Plays one check a minute; each entry says what was found. @returns minute and event of every message */
function play(minutes: number, findingsAt: (minute: number) => readonly (typeof users)[], by = rules) {
  let told: Readonly<Record<string, ToldFinding>> = {};
  const messages: { minute: number; event: string; findings: number; gone: number; open: number }[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const planned = planMessage(findingsAt(minute), told, by, new Date(minute * MINUTE));
    told = planned.told;
    if (planned.message === null) continue;
    const { event, findings, gone, open } = planned.message;
    messages.push({ minute, event, findings: findings.length, gone: gone.length, open });
  }
  return messages;
}

test('one message when findings appear, one when they are gone, none in between', () => {
  const messages = play(30, (minute) => (minute >= 5 && minute < 20 ? [users, agents] : []));
  expect(messages).toEqual([
    { minute: 5, event: 'appeared', findings: 2, gone: 0, open: 2 },
    { minute: 20, event: 'gone', findings: 0, gone: 2, open: 0 },
  ]);
});

test('reminders come at growing intervals, and a day apart at most', () => {
  const messages = play(5 * 24 * 60, () => [users]);
  const reminders = messages.slice(1).map(({ minute, event }) => [event, minute / 60]);
  const hours = [1, 3, 7, 15, 31, 55, 79, 103];
  expect(reminders).toEqual(hours.map((hour) => ['reminder', hour]));
});

test('what is new is told beside what is known, and what is known is not told again with it', () => {
  const messages = play(10, (minute) => (minute < 4 ? [users] : [users, agents]));
  expect(messages[1]).toEqual({ minute: 4, event: 'appeared', findings: 1, gone: 0, open: 2 });
});

test('what comes and goes with each check is told twice, then at the intervals of reminders', () => {
  const messages = play(24 * 60, (minute) => (minute % 2 === 0 ? [users] : []));
  const appeared = messages.filter(({ event }) => event === 'appeared');
  expect(appeared.slice(0, 2).map(({ minute }) => minute)).toEqual([0, 2]);
  expect(messages.length).toBeLessThan(15);
});

test('less than the threshold is not told', () => {
  expect(play(5, () => [madeUpOpen('index public.slow', { severity: 'minor' })])).toEqual([]);
  expect(
    play(5, () => [madeUpOpen('index public.slow', { severity: 'minor' })], { ...rules, threshold: 'minor' }),
  ).toHaveLength(1);
});

test('one look that got no answer is told when the next one gets none either', () => {
  const down = (seen: number) => madeUpOpen('database', { code: 'unreachable', area: 'reach', seen });
  expect(play(3, (minute) => [down(minute + 1)])).toMatchObject([{ minute: 1, event: 'appeared' }]);
  expect(play(3, (minute) => (minute === 0 ? [down(1)] : []))).toEqual([]);
});
