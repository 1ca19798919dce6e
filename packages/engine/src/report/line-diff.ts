/** One line of a comparison: in both texts, in the first only, in the second only. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Texts that differ in more lines than this are shown as one taken out and one put in: nobody reads more. */
const MOST_EDITS = 600;

/**
 * Compares two texts line by line, with as few lines taken out and put in as possible (Myers, 1986). Line ends and a
 * byte order mark do not count. Time and memory are bounded, whatever the texts.
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const middle = changes(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...marked(' ', a.slice(0, head)), ...middle, ...marked(' ', a.slice(a.length - tail))];
}

function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function marked(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}

function changes(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const trace = a.length === 0 || b.length === 0 ? null : furthestPaths(a, b);
  return trace === null ? [...marked('-', a), ...marked('+', b)] : walkBack(a, b, trace);
}

/**
 * For each number of edits, how far each diagonal gets in `a`; null when more than MOST_EDITS are needed. The entry of
 * diagonal k stands at k + offset.
 */
function furthestPaths(a: readonly string[], b: readonly string[]): readonly Int32Array[] | null {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const offset = most + 1;
  const reach = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice());
    for (let k = -edits; k <= edits; k += 2) {
      let x = startOn(reach, k, edits, offset);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[k + offset] = x;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return null;
}

/** Where a path on diagonal k begins after its last edit: a line put in (from k + 1) or taken out (from k - 1). */
function startOn(reach: Int32Array, k: number, edits: number, offset: number): number {
  const below = reach[k - 1 + offset] as number;
  const above = reach[k + 1 + offset] as number;
  return comesFromAbove(k, edits, below, above) ? above : below + 1;
}

function comesFromAbove(k: number, edits: number, below: number, above: number): boolean {
  return k === -edits || (k !== edits && below < above);
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const offset = ((trace[0] as Int32Array).length - 1) / 2;
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] as Int32Array;
    const k = x - y;
    const isAdded = comesFromAbove(k, edits, reach[k - 1 + offset] as number, reach[k + 1 + offset] as number);
    const start = edits === 0 ? 0 : startOn(reach, k, edits, offset);
    for (; x > start; x--, y--) lines.push({ sign: ' ', text: a[x - 1] as string });
    if (edits === 0) break;
    if (isAdded) lines.push({ sign: '+', text: b[--y] as string });
    else lines.push({ sign: '-', text: a[--x] as string });
  }
  return lines.reverse();
}
