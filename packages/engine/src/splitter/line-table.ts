import { BYTE_ORDER_MARK, CARRIAGE_RETURN, LINE_FEED } from './characters.ts';
import type { Position } from './position-at.ts';

/**
 * Answers where offsets of one text lie, each in logarithmic time: the starts of all lines, and the places of all
 * characters that take two UTF-16 units but one column, are collected once.
 */
export class LineTable {
  readonly #lineStarts: number[];
  readonly #pairs: number[];

  constructor(sql: string) {
    this.#lineStarts = lineStarts(sql);
    this.#pairs = surrogatePairs(sql);
  }

  position(offset: number): Position {
    const line = Math.max(1, countUpTo(this.#lineStarts, offset));
    const lineStart = this.#lineStarts[line - 1] ?? 0;
    const pairs = countUpTo(this.#pairs, offset - 2) - countUpTo(this.#pairs, lineStart - 1);
    return { line, column: 1 + Math.max(0, offset - lineStart) - pairs };
  }
}

function lineStarts(sql: string): number[] {
  const starts = [sql.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  if (!sql.includes('\r')) {
    for (let at = sql.indexOf('\n'); at >= 0; at = sql.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && sql.charCodeAt(at + 1) !== LINE_FEED)) starts.push(at + 1);
  }
  return starts;
}

function surrogatePairs(sql: string): number[] {
  const pairs: number[] = [];
  for (const match of sql.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) pairs.push(match.index);
  return pairs;
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
