import { expect, it } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

it('reads process, port and status of a running server', () => {
  const text = '4711\n/data\n1700000000\n54329\n/run\n127.0.0.1\n  1234  5\nready   \n';
  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 54329, status: 'ready' });
});

it('knows a server that has only written its first lines', () => {
  expect(parsePostmasterFile('4711\n/data\n')).toEqual({ pid: 4711, port: 0, status: '' });
});

it('takes a single-user backend for the owner it is', () => {
  expect(parsePostmasterFile('-4711\n/data\n')?.pid).toBe(4711);
});

it('makes nothing of an empty file', () => {
  expect(parsePostmasterFile('')).toBeNull();
});
