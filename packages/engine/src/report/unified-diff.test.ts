import { describe, expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const names = { from: 'applied', to: '001_users.sql' };
const lines = (count: number, change: Readonly<Record<number, string>> = {}): string =>
  Array.from({ length: count }, (_, index) => change[index + 1] ?? `line ${index + 1}`).join('\n');

describe('unifiedDiff', () => {
  test('shows a change with the lines around it, and where it stands', () => {
    expect(unifiedDiff(lines(20), lines(20, { 10: 'changed' }), { ...names, context: 1 })).toBe(
      ['--- applied', '+++ 001_users.sql', '@@ -9,3 +9,3 @@', ' line 9', '-line 10', '+changed', ' line 11'].join('\n'),
    );
  });

  test('changes far apart are two hunks, close ones are one', () => {
    const far = unifiedDiff(lines(30), lines(30, { 5: 'x', 25: 'y' }), names);
    const close = unifiedDiff(lines(30), lines(30, { 5: 'x', 10: 'y' }), names);
    expect(far.match(/^@@/gm)).toHaveLength(2);
    expect(close.match(/^@@/gm)).toHaveLength(1);
    expect(close.match(/^ line 7$/gm)).toHaveLength(1);
    expect(close).toContain('@@ -2,12 +2,12 @@');
  });

  test('a text where there was none', () => {
    expect(unifiedDiff('', 'a\nb', names)).toBe('--- applied\n+++ 001_users.sql\n@@ -0,0 +1,2 @@\n+a\n+b');
  });

  test('is empty when only line ends differ', () => {
    expect(unifiedDiff('a\r\nb', 'a\nb\n', names)).toBe('');
  });

  test('a long one is cut, and says how much is left out', () => {
    const diff = unifiedDiff(lines(100), '', { ...names, most: 10 });
    expect(diff.split('\n')).toHaveLength(13);
    expect(diff).toMatch(/\.\.\. and 91 more lines$/);
  });

  test('control characters do not reach the terminal', () => {
    expect(unifiedDiff('', 'a\u001b[2Jb', names)).toContain('+a\u{fffd}[2Jb');
  });
});
