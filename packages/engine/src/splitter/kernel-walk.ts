import { AtomicBody } from './atomic-body.ts';
import { BoundaryWalk } from './boundary-walk.ts';
import { afterWhiteSpace } from './characters.ts';
import { copyDataAfter } from './copy-data.ts';
import { refuseNul } from './decode.ts';
import { beginsWithEnd, openingOf } from './opening.ts';
import type { Script } from './script.ts';
import {
  CHUNK_LENGTH,
  STOPPED_AFTER_NOTABLE,
  STOPPED_AT_END,
  STOPPED_BEFORE_DIFFICULT,
  type StatementKernel,
} from './statement-kernel.ts';
import type { StringSetting } from './string-setting.ts';

/**
 * Walks a script with the kernel's help: it reads the plain statements, a boundary walk every other one, and both write
 * into the same table. The result is that of `BoundaryWalk.run`.
 */
export class KernelWalk {
  readonly #script: Script;
  readonly #setting: StringSetting;
  readonly #kernel: StatementKernel;
  readonly #sql: string;
  /** Made when it is first needed: for many scripts never. */
  #walk: BoundaryWalk | null = null;
  /** The chunk that the kernel has. */
  #base = 0;
  #length = 0;
  /** The routine whose BEGIN ATOMIC body is being read: its place in the table, -1 when there is none, and its lead. */
  #routine = -1;
  #routineLead = 0;

  constructor(script: Script, setting: StringSetting, kernel: StatementKernel) {
    this.#script = script;
    this.#setting = setting;
    this.#kernel = kernel;
    this.#sql = script.sql;
  }

  run(): void {
    let at = this.#script.begin;
    while (at < this.#sql.length) at = this.#setting.isPlain ? this.#runKernel(at) : this.#takeOne(at);
    // The script ends in a body: the walk refuses it at its opener.
    if (this.#routine >= 0) this.#takeOne(at);
  }

  /** Lets the kernel read from `at` on until it stops. Returns where to go on. */
  #runKernel(at: number): number {
    const kernel = this.#kernel;
    this.#load(at);
    const count = kernel.run(at - this.#base, this.#length, this.#base);
    this.#script.spans.append(kernel.records, count);
    const { reason, rest } = kernel;
    if (reason === STOPPED_AFTER_NOTABLE) return this.#settle(rest);
    if (reason === STOPPED_BEFORE_DIFFICULT) return this.#takeOne(rest);
    if (reason === STOPPED_AT_END) {
      // What is left ends beyond the chunk. It goes to the next one, unless there is none or it filled this one alone.
      const isLast = this.#base + this.#length === this.#sql.length;
      if (isLast && afterWhiteSpace(this.#sql, rest, this.#sql.length) === this.#sql.length) return this.#sql.length;
      if (isLast || rest === this.#base) return this.#takeOne(rest);
      this.#length = 0;
    }
    return rest;
  }

  #load(at: number): void {
    if (at >= this.#base && at < this.#base + this.#length) return;
    this.#base = at;
    this.#length = Math.min(CHUNK_LENGTH, this.#sql.length - at);
    const chunk = this.#sql.slice(at, at + this.#length);
    if (!this.#kernel.load(chunk) && chunk.includes('\0')) refuseNul(this.#sql);
  }

  /** Lets the walk take the statement from `lead` on, or the whole routine when that is part of its body. */
  #takeOne(lead: number): number {
    this.#walk ??= new BoundaryWalk(this.#script, this.#setting);
    if (this.#routine < 0) return this.#walk.takeOne(lead);
    this.#script.spans.truncate(this.#routine);
    this.#routine = -1;
    return this.#walk.takeOne(this.#routineLead);
  }

  /** Looks closer at the last statement of the table, which the kernel has read as if it were a plain one. */
  #settle(lead: number): number {
    const sql = this.#sql;
    const { spans, copies } = this.#script;
    const last = spans.length - 1;
    const start = spans.start(last);
    const after = spans.fullEnd(last);
    if (this.#routine >= 0) return this.#settleInBody(start, after);
    const opening = openingOf(sql, start, after);
    if (this.#kernel.hasInner && opening !== 'rule') {
      spans.truncate(last);
      return this.#takeOne(lead);
    }
    if (opening === 'routine' && this.#hasBody(start, after - 1)) {
      this.#routine = last;
      this.#routineLead = lead;
    } else if (opening === 'copy') {
      const block = copyDataAfter(sql, start, spans.end(last), after, true);
      if (block === null) return after;
      copies.push(last, block.data);
      spans.extendLast(block.end);
      return block.end;
    } else if (opening === 'setting') this.#setting.observe(sql, start, spans.end(last));
    return after;
  }

  #hasBody(start: number, semicolon: number): boolean {
    const { dollar, atomic } = this.#kernel;
    return new AtomicBody(atomic).goesOnAfter(this.#sql, start, semicolon, dollar, true);
  }

  /** The kernel takes each statement of a body for one of its own: END makes them one again. */
  #settleInBody(start: number, after: number): number {
    if (beginsWithEnd(this.#sql, start, after)) {
      this.#script.spans.merge(this.#routine);
      this.#routine = -1;
    } else if (this.#kernel.hasInner) return this.#takeOne(start);
    return after;
  }
}
