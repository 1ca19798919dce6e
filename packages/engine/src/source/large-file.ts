import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { split } from '../splitter/index.ts';
import { lineOfBlock } from './copy-block.ts';
import { gatherBytes } from './gather-bytes.ts';
import { readingWindow } from './reading-window.ts';

/** Files from this size on are read a piece at a time: the data of COPY stay on disk. 16 MB. */
export const LARGE_FILE: number = 16 * 1024 * 1024;

/** A large file without the data of its COPYs. */
export interface LargeFile {
  /** Its text, in UTF-8, with a line in the place of each block of data. */
  readonly bytes: Uint8Array;
  readonly checksum: string;
  /** Where its first bytes are that are no UTF-8, in the data; null when there are none. */
  readonly invalidAt: number | null;
}

/** Text is looked through in stretches of about this length. 64 kB. */
const STRETCH = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** What a COPY that takes data ends with, up to the end of its line. */
const STDIN_LINE = /\bstd(?:in|out)\b[^\n]*\n?/i;

/**
 * Reads a large file in constant memory, as far as it is data of COPY ... FROM STDIN; its SQL is kept. Yields after
 * each piece, so that other things get a turn.
 */
export function* readLargeFile(file: string): Generator<void, LargeFile> {
  const sum = normalChecksum();
  const utf8 = utf8Check();
  const descriptor = openSync(file, 'r');
  const scan = scanText(fstatSync(descriptor).size);
  try {
    const window = readingWindow(descriptor);
    for (let piece = window.read(); piece.length > 0; piece = window.read()) {
      sum.update(piece);
      utf8.update(piece);
      window.use(scan.update(window.bytes()));
      yield;
    }
    scan.end(window.bytes());
  } finally {
    closeSync(descriptor);
  }
  return { bytes: scan.kept(), checksum: sum.end(), invalidAt: utf8.end() };
}

/** The checksum of `checksum()`, a piece at a time: without byte order mark, every line end as `\n`. */
function normalChecksum(): { update(piece: Buffer): void; end(): string } {
  const sum = createHash('sha256');
  let isFirst = true;
  let endedInReturn = false;
  let out = Buffer.alloc(0);
  const normal = (piece: Buffer): Buffer => {
    if (out.length < piece.length) out = Buffer.allocUnsafeSlow(piece.length);
    let length = 0;
    for (let index = 0; index < piece.length; index++) {
      const byte = piece[index] as number;
      const afterReturn = index === 0 ? endedInReturn : piece[index - 1] === CARRIAGE_RETURN;
      if (byte === LINE_FEED && afterReturn) continue;
      out[length++] = byte === CARRIAGE_RETURN ? LINE_FEED : byte;
    }
    endedInReturn = piece.at(-1) === CARRIAGE_RETURN;
    return out.subarray(0, length);
  };
  return {
    update(piece) {
      const hasMark = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
      isFirst = false;
      const body = hasMark ? piece.subarray(3) : piece;
      sum.update(endedInReturn || body.includes(CARRIAGE_RETURN) ? normal(body) : body);
    },
    end: () => sum.digest('hex'),
  };
}

/** Looks for bytes that are no UTF-8, across the borders of the pieces. */
function utf8Check(): { update(piece: Buffer): void; end(): number | null } {
  let rest: Buffer = Buffer.alloc(0);
  let before = 0;
  let invalidAt: number | null = null;
  const check = (bytes: Buffer): void => {
    if (invalidAt === null && !isUtf8(bytes)) invalidAt = before + firstInvalid(bytes);
    before += bytes.length;
  };
  return {
    update(piece) {
      // What began in the piece before is seen with as much as the longest character may lack.
      const joined = rest.length === 0 ? rest : Buffer.concat([rest, piece.subarray(0, 3)]);
      const seam = lastBorder(joined);
      check(joined.subarray(0, seam));
      const isShort = seam < rest.length;
      const body = isShort ? joined.subarray(seam) : piece.subarray(seam - rest.length);
      const whole = isShort ? 0 : lastBorder(body);
      check(body.subarray(0, whole));
      rest = Buffer.from(body.subarray(whole));
    },
    end: () => invalidAt ?? (isUtf8(rest) ? null : before),
  };
}

/** The offset after the last character that is certainly whole. */
function lastBorder(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function firstInvalid(bytes: Buffer): number {
  let from = 0;
  let to = bytes.length;
  // The longest valid beginning, by halving; a cut inside a character moves the border by three bytes at most.
  while (to - from > 4) {
    const middle = (from + to) >> 1;
    const border = lastBorder(bytes.subarray(0, middle));
    if (border > from && isUtf8(bytes.subarray(from, border))) from = border;
    else to = middle;
  }
  for (;;) {
    const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(from, from + count)));
    if (length === undefined || from >= bytes.length) return from;
    from += length;
  }
}

/**
 * Tells text from data, and keeps the text.
 *
 * `update` takes what was read and not used up, and says how much of it was; the rest is to come again, with more behind it.
 */
function scanText(size: number): { update(bytes: Buffer): number; end(bytes: Buffer): void; kept(): Uint8Array } {
  const kept = gatherBytes(size);
  let block: { readonly start: number; lines: number; readonly sum: Hash } | null = null;
  let offset = 0;

  const endBlock = (end: number): void => {
    if (block !== null && end > block.start) {
      const { start, lines, sum } = block;
      kept.push(Buffer.from(lineOfBlock({ start, end, lines, sha256: sum.digest('hex') })));
    }
    block = null;
  };
  const takeData = (bytes: Buffer): void => {
    if (block === null) return;
    block.sum.update(bytes);
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) block.lines += 1;
  };
  /** @returns how many bytes were used up; what is left waits for more */
  const step = (bytes: Buffer, isLast: boolean): number => {
    if (block !== null) {
      const found = terminatorIn(bytes, isLast);
      takeData(bytes.subarray(0, found.at));
      if (found.isThere) endBlock(offset + found.at);
      return found.at;
    }
    const whole = wholeLines(bytes, isLast);
    const candidate = STDIN_LINE.exec(whole.toString('latin1'));
    const text = candidate === null ? whole : whole.subarray(0, candidate.index + candidate[0].length);
    kept.push(text);
    if (candidate !== null && beginsData(kept.bytes())) {
      block = { start: offset + text.length, lines: 0, sum: createHash('sha256') };
    }
    return text.length;
  };
  const run = (all: Buffer, isLast: boolean): number => {
    let bytes = all;
    for (let used = -1; used !== 0 && bytes.length > 0; ) {
      used = step(bytes, isLast);
      offset += used;
      // A terminator at the beginning uses nothing up, and is text from then on.
      if (used === 0 && block === null && (isLast || bytes.includes(LINE_FEED))) used = -1;
      if (used > 0) bytes = bytes.subarray(used);
    }
    return all.length - bytes.length;
  };
  return {
    update: (bytes) => run(bytes, false),
    end(bytes) {
      run(bytes, true);
      endBlock(offset);
    },
    kept: () => kept.bytes(),
  };
}

/** A stretch of text that ends with a line, or with the file. Empty when the first line goes on. */
function wholeLines(bytes: Buffer, isLast: boolean): Buffer {
  if (isLast && bytes.length <= STRETCH) return bytes;
  const before = bytes.lastIndexOf(LINE_FEED, STRETCH);
  const end = before >= 0 ? before : bytes.indexOf(LINE_FEED, STRETCH);
  if (end >= 0) return bytes.subarray(0, end + 1);
  return isLast ? bytes : bytes.subarray(0, 0);
}

/** Where the data end in these bytes, which begin with a line of data or within one that was seen to go on. */
function terminatorIn(bytes: Buffer, isLast: boolean): { readonly at: number; readonly isThere: boolean } {
  const lastLine = bytes.lastIndexOf(LINE_FEED) + 1;
  for (let at = bytes.indexOf('\\.'); at >= 0; at = bytes.indexOf('\\.', at + 2)) {
    if (at > 0 && bytes[at - 1] !== LINE_FEED) continue;
    const next = bytes[at + 2];
    if (next === undefined && !isLast) break;
    const crlf = next === CARRIAGE_RETURN && bytes[at + 3] === LINE_FEED;
    if (next === undefined || next === LINE_FEED || crlf) return { at, isThere: true };
  }
  // Only whole lines are used up, so that what is left begins with one.
  return { at: isLast ? bytes.length : lastLine, isThere: false };
}

/** Whether the text so far ends with a COPY whose data come next; a body or a string may hold such a line too. */
function beginsData(kept: Buffer): boolean {
  const text = kept.toString('utf8');
  try {
    const last = split(text).at(-1);
    return last?.copyData?.start === text.length && /^\s*;/.test(text.slice(last.end));
  } catch {
    return false;
  }
}
