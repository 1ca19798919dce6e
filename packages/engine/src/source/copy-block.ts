import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** The data of one COPY in a large file: where they lie on disk. The text of the file has a line in their place. */
export interface CopyBlock {
  /** Offsets in bytes; `end` is where the line `\.` begins. */
  readonly start: number;
  readonly end: number;
  /** How many lines they are. */
  readonly lines: number;
  /** Of the bytes as they lie there. */
  readonly sha256: string;
}

const LINE = /^\(plumbline: (\d+) lines of data, bytes (\d+) to (\d+), sha256 ([0-9a-f]{64})\)\n$/;
const LINES = /^\(plumbline: (\d+) lines of data, bytes \d+ to \d+, sha256 [0-9a-f]{64}\)$/gm;
/** Read and sent at once. 1 MB. */
const CHUNK = 1024 * 1024;

/** The line that stands for a block: it says which data they were, so that a checksum of the text covers them too. */
export function lineOfBlock({ lines, start, end, sha256 }: CopyBlock): string {
  return `(plumbline: ${lines} lines of data, bytes ${start} to ${end}, sha256 ${sha256})\n`;
}

/** Reads such a line; null when it is none. */
export function blockOfLine(text: string): CopyBlock | null {
  const found = LINE.exec(text);
  if (found === null) return null;
  const [, lines, start, end, sha256 = ''] = found;
  return { lines: Number(lines), start: Number(start), end: Number(end), sha256 };
}

/** Whether the data of a COPY were left on disk: most files of much SQL have none. */
export function hasLinesLeftOut(sql: string): boolean {
  return !sql.matchAll(LINES).next().done;
}

/**
 * How many lines of the file the text of a large file lacks before an offset: for offsets that rise, since the text is
 * read through once for all of them.
 */
export function linesLeftOut(sql: string): (offset: number) => number {
  const matches = sql.matchAll(LINES);
  let next = matches.next();
  let count = 0;
  return (offset) => {
    for (; next.done !== true && next.value.index < offset; next = matches.next()) count += Number(next.value[1]) - 1;
    return count;
  };
}

/**
 * Reads the data of a block, a piece at a time.
 *
 * @throws Error when they are not any more what they were when the file was read
 */
export async function* readBlock(file: string, block: CopyBlock): AsyncGenerator<Buffer, void> {
  const handle = await open(file);
  const sum = createHash('sha256');
  try {
    for (let at = block.start; at < block.end; ) {
      const length = Math.min(CHUNK, block.end - at);
      // A buffer of its own each time: the socket may still hold the one before.
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, at);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      sum.update(piece);
      at += bytesRead;
      if (at >= block.end && sum.copy().digest('hex') !== block.sha256) break;
      yield piece;
    }
    if (block.end > block.start && sum.digest('hex') !== block.sha256)
      throw new Error(`${file} was changed while it was read`);
  } finally {
    await handle.close();
  }
}
