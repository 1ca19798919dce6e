import { expect, it } from 'vitest';
import { socketDirectoryOrNone } from './socket-directory.ts';

it('gives up the socket where its path would be longer than the kernel takes', () => {
  expect(socketDirectoryOrNone('/tmp/plumbline-0/servers/s-AbCdEf')).toBe('/tmp/plumbline-0/servers/s-AbCdEf');
  expect(socketDirectoryOrNone(`/${'é'.repeat(50)}`)).toBe('');
});
