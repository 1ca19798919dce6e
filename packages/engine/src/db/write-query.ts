import type { Connection } from 'pg';

/** A text to send: whole, or in parts that are not put together first. */
export type QueryText = string | readonly string[];

const HEAD_BYTES = 5;
/** Up to here a message is written whole. */
const SHORT_BYTES = 128 * 1024;
/** Of a longer message only this much is in memory twice, in UTF-16 units. */
const PIECE_UNITS = 32 * 1024;

/**
 * Writes a Query message. `pg` would put it together in a buffer that grows by copying; a file of 32 MB takes six times
 * its size then.
 *
 * @returns whether all of it is written: if not, nothing else may be until it is answered
 */
export function writeQuery(connection: Connection, query: QueryText): boolean {
  const { stream } = connection;
  // A connection that broke is reported by the client, to the query that it was for.
  if (!stream.writable) return false;
  const parts = typeof query === 'string' ? [query] : query;
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const isShort = bytes <= SHORT_BYTES;
  const frame = Buffer.allocUnsafe(HEAD_BYTES + (isShort ? bytes + 1 : 0));
  frame.write('Q', 'latin1');
  frame.writeUInt32BE(HEAD_BYTES + bytes, 1);
  if (isShort) frame.write(`${parts.join('')}\0`, HEAD_BYTES);
  stream.write(frame);
  if (!isShort) void writePieces(connection, parts);
  return isShort;
}

/**
 * No faster than the server takes them. As text: a socket takes it apart itself and lets go of it when it is written, and a
 * buffer for each piece would stay until V8 collects garbage.
 */
async function writePieces({ stream }: Connection, parts: readonly string[]): Promise<void> {
  try {
    for (const piece of piecesOf(parts)) {
      await new Promise<void>((resolve, reject) => stream.write(piece, (error) => (error ? reject(error) : resolve())));
    }
    stream.write('\0');
  } catch {
    // The stream broke, and says so to the client.
  }
}

function* piecesOf(parts: readonly string[]): Generator<string> {
  let gathered: string[] = [];
  let length = 0;
  for (const part of parts) {
    for (let start = 0; start < part.length; ) {
      const end = endOfPiece(part, start + PIECE_UNITS - length);
      gathered.push(part.slice(start, end));
      length += end - start;
      start = end;
      if (start >= part.length) continue;
      yield gathered.join('');
      gathered = [];
      length = 0;
    }
  }
  yield gathered.join('');
}

/** A character beyond the basic plane is two units, which must not come apart. */
function endOfPiece(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit < 0xdc00 ? end - 1 : end;
}
