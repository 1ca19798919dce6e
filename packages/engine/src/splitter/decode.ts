import { positionAt } from './position-at.ts';
import { SplitError, splitErrorAt } from './split-error.ts';

/** One for all: to make one takes longer than to decode a small file. Nothing stays in it between two whole texts. */
let decoder: InstanceType<typeof TextDecoder> | undefined;

/**
 * Decodes the bytes of a script. Unlike `toString('utf8')` it never puts U+FFFD in the place of what it cannot read:
 * PostgreSQL would store that replacement for good.
 *
 * @param bytes a whole file; a UTF-8 byte order mark is kept, so that offsets are those of the file's text
 * @returns the text
 * @throws SplitError `utf16-file`, `invalid-utf8` (the message names the byte offset) or `nul-byte`
 * @example
 * ```ts
 * const sql = decode(await readFile('001_init.sql'));
 * ```
 */
export function decode(bytes: Uint8Array): string {
  refuseUtf16(bytes);
  let text: string;
  try {
    decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    text = decoder.decode(bytes);
  } catch {
    decoder = undefined;
    throw invalidUtf8(bytes);
  }
  refuseNul(text);
  return text;
}

/** PostgreSQL cannot hold a NUL, and its tools drop what follows one without a word. */
export function refuseNul(sql: string): void {
  const at = sql.indexOf('\0');
  if (at < 0) return;
  throw splitErrorAt(
    sql,
    at,
    'nul-byte',
    'a NUL character (U+0000), which PostgreSQL text cannot hold',
    sql.charCodeAt(at + 2) === 0
      ? 'The file looks like UTF-16 without a byte order mark. Save it as UTF-8.'
      : 'Remove the NUL; for binary values use bytea hex format.',
  );
}

function refuseUtf16(bytes: Uint8Array): void {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!little && !big) return;
  throw new SplitError({
    code: 'utf16-file',
    message: `a UTF-16 file (${little ? 'little' : 'big'}-endian byte order mark), not UTF-8`,
    hint: 'Save it as UTF-8. PowerShell writes UTF-16 with `>`: use `Out-File -Encoding utf8` there.',
    offset: 0,
    line: 1,
    column: 1,
  });
}

function invalidUtf8(bytes: Uint8Array): SplitError {
  const at = firstInvalidByte(bytes);
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at));
  const named = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return new SplitError({
    code: 'invalid-utf8',
    message: `invalid UTF-8 at byte offset ${at} (0x${named})`,
    hint: 'Save the file as UTF-8; it is probably in a single-byte encoding such as Windows-1252, or cut off.',
    offset: before.length,
    ...positionAt(before, before.length),
  });
}

/** Follows the table of well-formed byte sequences in the Unicode standard. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** The length of the well-formed sequence at `at`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  // Overlong forms, surrogates and what lies beyond U+10FFFF are excluded by the second byte.
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
