import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { split } from '../splitter/index.ts';
import { checksum, codeChecksum } from './checksum.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const code = (sql: string): string => codeChecksum(split(sql), sql);

test('a byte order mark and the kind of line ends do not count', () => {
  const plain = checksum(bytes('select 1;\nselect 2;\n'));
  expect(plain).toBe(createHash('sha256').update('select 1;\nselect 2;\n').digest('hex'));
  expect(checksum(bytes('\uFEFFselect 1;\r\nselect 2;\r'))).toBe(plain);
  expect(checksum(bytes('select 1;\n\nselect 2;\n'))).not.toBe(plain);
});

test('line ends are the only thing forgiven', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const normal = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
      expect(checksum(bytes(a)) === checksum(bytes(b))).toBe(normal(a) === normal(b));
    }),
  );
});

test('comments and white space between tokens do not count in the code checksum, all else does', () => {
  const base = code('create table t (a int, b text);\nselect 1+2;');
  expect(code('-- x\ncreate table t(\n  a int, /* y */ b text\n);select 1 + 2')).toBe(base);
  expect(code('create table t (a int, c text);\nselect 1+2;')).not.toBe(base);
  expect(code('create table t (a int, b text);')).not.toBe(base);
  expect(code("select 'a b'")).not.toBe(code("select 'a  b'"));
  expect(code('copy t from stdin;\n1\n\\.\n')).not.toBe(code('copy t from stdin;\n2\n\\.\n'));
});
