import { createHash, hash } from 'node:crypto';
import { type Statement, tokens } from '../splitter/index.ts';

const CARRIAGE_RETURN = 0x0d;

/**
 * The checksum that decides whether a file was edited: SHA-256, in hex, of its bytes without a byte order mark and
 * with every line end as `\n`. Git on Windows changes line ends; that is no edit.
 */
export function checksum(bytes: Uint8Array): string {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const body = start === 0 ? bytes : bytes.subarray(start);
  const normal = body.includes(CARRIAGE_RETURN) ? withoutCarriageReturns(body) : body;
  return hash('sha256', normal, 'hex');
}

/**
 * A checksum of what the statements say, blind to comments and to white space between tokens. When it is unchanged
 * and {@link checksum} is not, the edit was cosmetic.
 *
 * @param statements the file's statements, as `split` returned them
 * @param sql the text they came from
 */
export function codeChecksum(statements: readonly Statement[], sql: string): string {
  const sum = batchedSum();
  for (const statement of statements) {
    for (const token of tokens(statement.text, { standardConformingStrings: statement.standardConformingStrings })) {
      sum.update(token.text);
      sum.update('\0');
    }
    sum.update(';');
    const data = statement.copyData;
    if (data !== null) sum.update(sql.slice(data.start, data.end));
  }
  return sum.end();
}

/** So many UTF-16 units are hashed at once: a call for each token would take longer than the hashing. */
const BATCH = 16 * 1024;

/** SHA-256 of texts behind each other, with every `\r\n` as `\n`. No text may begin with `\n` where one before it ended with `\r`. */
function batchedSum(): { update(text: string): void; end(): string } {
  const sum = createHash('sha256');
  let batch = '';
  const take = (text: string): void => {
    sum.update(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
  };
  const flush = (): void => {
    take(batch);
    batch = '';
  };
  return {
    update(text) {
      if (text.length < BATCH) batch += text;
      if (batch.length >= BATCH || text.length >= BATCH) flush();
      if (text.length >= BATCH) take(text);
    },
    end() {
      flush();
      return sum.digest('hex');
    },
  };
}

function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte !== CARRIAGE_RETURN) out[length++] = byte;
    else if (bytes[index + 1] !== 0x0a) out[length++] = 0x0a;
  }
  return out.subarray(0, length);
}
