import { AtomicBody } from './atomic-body.ts';
import type { BoundaryWalk } from './boundary-walk.ts';
import { copyDataAfter } from './copy-data.ts';
import { refuseNul } from './decode.ts';
import { openingOf } from './opening.ts';
import {
  CHUNK_LENGTH,
  STOPPED_AFTER_NOTABLE,
  STOPPED_AT_END,
  STOPPED_BEFORE_DIFFICULT,
  type StatementKernel,
} from './statement-kernel.ts';

/**
 * Walks a script with the kernel's help: it reads the plain statements, `walk` every other one, and both write into the
 * same table. The result is that of `walk.run()`.
 */
export function walkWithKernel(sql: string, walk: BoundaryWalk, kernel: StatementKernel): void {
  let at = walk.begin;
  let base = 0;
  let length = 0;
  while (at < sql.length) {
    if (!walk.isPlain) {
      at = walk.takeOne(at);
      continue;
    }
    if (at < base || at >= base + length) {
      base = at;
      length = Math.min(CHUNK_LENGTH, sql.length - at);
      const chunk = sql.slice(base, base + length);
      if (!kernel.load(chunk) && chunk.includes('\0')) refuseNul(sql);
    }
    const count = kernel.run(at - base, length, base);
    walk.spans.append(kernel.records, count);
    at = kernel.rest;
    const { reason } = kernel;
    if (reason === STOPPED_AFTER_NOTABLE) at = settle(sql, walk, at, kernel.dollar);
    else if (reason === STOPPED_BEFORE_DIFFICULT) at = walk.takeOne(at);
    else if (reason === STOPPED_AT_END) {
      // What is left ends beyond the chunk. It goes to the next one, unless there is none or it filled this one alone.
      const isLast = base + length === sql.length;
      if (isLast || at === base) at = walk.takeOne(at);
      else length = 0;
    }
  }
  walk.finish();
}

/**
 * Looks closer at the last statement of the table, which the kernel has read as if it were a plain one.
 *
 * @param lead where the white space and comments before it begin
 * @param dollarAt where its last dollar quote begins, -1 when it has none
 * @returns where the next statement may begin
 */
function settle(sql: string, walk: BoundaryWalk, lead: number, dollarAt: number): number {
  const { spans } = walk;
  const last = spans.length - 1;
  const start = spans.start(last);
  const after = spans.fullEnd(last);
  const opening = openingOf(sql, start, after);
  if (opening === 'routine' && new AtomicBody().goesOnAfter(sql, start, after - 1, dollarAt, true)) {
    spans.pop();
    return walk.takeOne(lead);
  }
  if (opening === 'copy') {
    const block = copyDataAfter(sql, start, spans.end(last), after, true);
    if (block === null) return after;
    walk.copies.set(last, block.data);
    spans.extendLast(block.end);
    return block.end;
  }
  if (opening === 'setting') walk.setting.observe(sql, start, spans.end(last));
  return after;
}
