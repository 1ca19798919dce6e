import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checksum } from './checksum.ts';
import { type LargeFile, readLargeFile } from './large-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'plumbline-large-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(bytes: Uint8Array): LargeFile {
  const file = join(directory, '001_large.sql');
  writeFileSync(file, bytes);
  const reading = readLargeFile(file);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
  }
}

const face = '\u{1f600}';

test.each([0, 1, 2, 3])('characters at the borders of what is read at once are whole: shifted by %i', (shift) => {
  const text = `${'x'.repeat(shift)}${face.repeat(300_000)}\nselect '${face}';\n`;
  const bytes = Buffer.from(text);
  const whole = read(bytes);
  expect(Buffer.from(whole.bytes).equals(bytes)).toBe(true);
  expect(whole).toMatchObject({ invalidAt: null, checksum: checksum(bytes) });
  // The last byte of a character on either side of a border at 256 kB, and the last one of all.
  const ends = [256 * 1024, 512 * 1024].map((border) => border - ((border - shift) % 4) - 1);
  for (const at of [...ends, ...ends.map((end) => end + 4), bytes.length - 4]) {
    const broken = Buffer.from(bytes);
    broken[at] = 0x21;
    expect(read(broken).invalidAt, String(at)).toBe(at - 3);
  }
  expect(read(bytes.subarray(0, shift + 4 * 65_536 - 1)).invalidAt).toBe(shift + 4 * 65_536 - 4);
});

test('lines longer than what is read at once are kept, and data behind them are found', () => {
  const long = `-- ${'y'.repeat(700_000)}\n`;
  const text = `${long}copy t from STDIN;\n1\t${'z'.repeat(600_000)}\n2\tb\n\\.\n${long}select 1;`;
  const kept = Buffer.from(read(Buffer.from(text)).bytes).toString();
  const [before, line, ...after] = kept.split('\n').slice(1);
  expect(kept.startsWith(`${long}copy t from STDIN;\n`)).toBe(true);
  expect(before).toBe('copy t from STDIN;');
  expect(line).toMatch(/^\(plumbline: 2 lines of data, bytes \d+ to \d+, sha256 [0-9a-f]{64}\)$/);
  expect(after.join('\n')).toBe(`\\.\n${long}select 1;`);
});
