import { PassThrough } from 'node:stream';
import type { Connection } from 'pg';
import { expect, test } from 'vitest';
import { type QueryText, writeQuery } from './write-query.ts';

async function written(query: QueryText): Promise<Buffer> {
  const stream = new PassThrough();
  writeQuery({ stream } as unknown as Connection, query);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    const all = Buffer.concat(chunks, length);
    if (length >= 5 && length >= all.readUInt32BE(1) + 1) return all;
  }
  throw new Error('The stream ended early.');
}

const face = '\u{1f600}';

test.each<[string, QueryText]>([
  ['a short one', 'select 1'],
  ['in parts', ['select ', "'é'", ';']],
  ['none at all', ''],
  ['a long one', 'é'.repeat(300_000)],
  ['characters of two units at every edge', [face.repeat(100_001), `x${face.repeat(200_000)}`]],
  ['many parts', Array.from({ length: 50_000 }, (_, index) => `select ${index}; -- ${face}\n`)],
])('a query message is what the protocol has: %s', async (_, query) => {
  const text = typeof query === 'string' ? query : query.join('');
  const bytes = await written(query);
  expect(bytes.subarray(0, 1).toString()).toBe('Q');
  expect(bytes.readUInt32BE(1)).toBe(bytes.length - 1);
  expect(bytes.at(-1)).toBe(0);
  expect(bytes.subarray(5, -1).equals(Buffer.from(text))).toBe(true);
});
