import { lengthen, releasableBytes, release } from './releasable-bytes.ts';

/** The buffer of what is kept grows by so much. 1 MB. */
const GROWTH = 1024 * 1024;

/**
 * Puts pieces behind each other in a buffer that can become as large as the file, and is as large as what was kept so far:
 * what stays on disk takes no memory, and what is kept is in memory once.
 *
 * @param size of the file, in bytes
 */
export function gatherBytes(size: number): { push(piece: Buffer): void; bytes(): Buffer } {
  let buffer = releasableBytes(size, Math.min(size, GROWTH));
  let length = 0;
  const makeRoom = (needed: number): void => {
    const lengthened = lengthen(buffer, Math.min(size, needed + GROWTH));
    if (lengthened !== null && lengthened.length >= needed) {
      buffer = lengthened;
      return;
    }
    // The line in the place of a few bytes of data is longer than they are.
    const larger = releasableBytes(2 * needed);
    buffer.copy(larger, 0, 0, length);
    release(buffer);
    buffer = larger;
  };
  return {
    push(piece) {
      if (length + piece.length > buffer.length) makeRoom(length + piece.length);
      length += piece.copy(buffer, length);
    },
    bytes: () => buffer.subarray(0, length),
  };
}
