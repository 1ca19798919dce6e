import { readSync } from 'node:fs';

/** A file as it is read: one buffer, whatever its size, since each piece with a buffer of its own would wait for the garbage collector. */
export interface ReadingWindow {
  /** Reads on, and gives what was read; empty at the end of the file. It is only good until the next call. */
  read(): Buffer;
  /** All that was read and not used up yet. */
  bytes(): Buffer;
  /** Says that so many of the bytes are not needed any more. */
  use(count: number): void;
}

/** Read at once. 256 kB. */
const PIECE = 256 * 1024;

/** Reads a file from where its descriptor stands. */
export function readingWindow(descriptor: number): ReadingWindow {
  let buffer = Buffer.allocUnsafeSlow(2 * PIECE);
  let start = 0;
  let end = 0;
  return {
    read() {
      // What is left goes to the front; where it is long, for a line may have any length, to a larger buffer.
      const rest = buffer.subarray(start, end);
      if (rest.length + PIECE > buffer.length) buffer = Buffer.allocUnsafeSlow(2 * (rest.length + PIECE));
      rest.copy(buffer);
      start = 0;
      end = rest.length;
      end += readSync(descriptor, buffer, end, PIECE, null);
      return buffer.subarray(rest.length, end);
    },
    bytes: () => buffer.subarray(start, end),
    use(count) {
      start += count;
    },
  };
}
