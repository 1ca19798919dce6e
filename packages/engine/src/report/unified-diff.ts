import { type DiffLine, lineDiff } from './line-diff.ts';
import { visibleText } from './visible-text.ts';

/** How a comparison is shown. */
export interface UnifiedDiffOptions {
  /** What the first text is: `applied`. */
  readonly from: string;
  readonly to: string;
  /** Unchanged lines around a change. Default 3. */
  readonly context?: number;
  /** Lines to show; what is left out is counted at the end. Default 60. */
  readonly most?: number;
}

interface Numbered extends DiffLine {
  /** 1-based; where the line stands, or would stand, in either text. */
  readonly before: number;
  readonly after: number;
}

/**
 * Two texts as a unified diff, without a line end at its end; empty when no line differs. Control characters are made
 * visible: a file must not be able to steer a terminal.
 */
export function unifiedDiff(before: string, after: string, options: UnifiedDiffOptions): string {
  const { from, to, context = 3, most = 60 } = options;
  const hunks = hunksOf(numbered(lineDiff(before, after)), context);
  if (hunks.length === 0) return '';
  const lines = hunks.flatMap((hunk) => [
    heading(hunk),
    ...hunk.map(({ sign, text }) => `${sign}${visibleText(text)}`),
  ]);
  const left = lines.length - most;
  const shown = left > 0 ? [...lines.slice(0, most), `... and ${left} more ${left === 1 ? 'line' : 'lines'}`] : lines;
  return [`--- ${from}`, `+++ ${to}`, ...shown].join('\n');
}

function numbered(lines: readonly DiffLine[]): readonly Numbered[] {
  let before = 1;
  let after = 1;
  return lines.map((line) => {
    const own = { ...line, before, after };
    if (line.sign !== '+') before += 1;
    if (line.sign !== '-') after += 1;
    return own;
  });
}

/** The changes with the lines around them; those that touch are one. */
function hunksOf(lines: readonly Numbered[], context: number): readonly (readonly Numbered[])[] {
  const hunks: Numbered[][] = [];
  let end = -1;
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const start = Math.max(index - context, end);
    const stop = Math.min(index + context + 1, lines.length);
    if (end === -1 || index - context > end) hunks.push(lines.slice(Math.max(start, 0), stop));
    else hunks.at(-1)?.push(...lines.slice(end, stop));
    end = stop;
  }
  return hunks;
}

function heading(hunk: readonly Numbered[]): string {
  const range = (start: number, count: number): string => `${count === 0 ? start - 1 : start},${count}`;
  const removed = hunk.filter(({ sign }) => sign !== '+').length;
  const added = hunk.filter(({ sign }) => sign !== '-').length;
  const { before, after } = hunk[0] as Numbered;
  return `@@ -${range(before, removed)} +${range(after, added)} @@`;
}
