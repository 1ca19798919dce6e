import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const shown = (before: string, after: string): string[] =>
  lineDiff(before, after).map(({ sign, text }) => `${sign}${text}`);

describe('lineDiff', () => {
  test.each([
    ['nothing changed', 'a\nb\n', 'a\nb\n', [' a', ' b']],
    ['a line in the middle is changed', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a line is put in', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a line is taken out', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['everything is new', '', 'a\nb', ['+a', '+b']],
    ['everything is gone', 'a\nb', '', ['-a', '-b']],
    ['two changes keep what is between them', 'a\nb\nc\nd', 'x\nb\nc\ny', ['-a', '+x', ' b', ' c', '-d', '+y']],
    ['line ends and a byte order mark do not count', '\ufeffa\r\nb\r\n', 'a\nb', [' a', ' b']],
  ])('%s', (_name, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });

  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }).map((lines) => lines.join('\n'));

  test('both texts can be read back, and no shorter comparison exists', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        const side = (sign: string): string =>
          lines
            .filter((line) => line.sign === ' ' || line.sign === sign)
            .map((line) => line.text)
            .join('\n');
        expect([side('-'), side('+')]).toEqual([before, after]);
        const common = lines.filter(({ sign }) => sign === ' ').length;
        expect(common).toBe(longestCommon(linesOf(before), linesOf(after)));
      }),
      { numRuns: 500 },
    );
  });

  test('is quick when two large files have nothing in common', () => {
    const lines = (word: string): string => Array.from({ length: 50_000 }, (_, n) => `${word} ${n}`).join('\n');
    const started = performance.now();
    expect(lineDiff(lines('a'), lines('b'))).toHaveLength(100_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** The length of the longest common subsequence, by the textbook. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const left of a) {
    const next = [0];
    for (const [index, right] of b.entries()) {
      next.push(left === right ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    }
    row = next;
  }
  return row.at(-1)!;
}
