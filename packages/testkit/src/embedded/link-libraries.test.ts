import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { linkLibraries } from './link-libraries.ts';

const root = mkdtempSync(join(tmpdir(), 'plumbline-links-'));
const library = join(root, 'native', 'lib');
mkdirSync(library, { recursive: true });
writeFileSync(
  join(root, 'native', 'pg-symlinks.json'),
  '[{"source":"native/lib/libicuuc.so.60.2","target":"native/lib/libicuuc.so.60"}]',
);
afterAll(() => rmSync(root, { recursive: true }));

it('makes links beside the libraries, however many ask at once', async () => {
  await Promise.all([linkLibraries(root), linkLibraries(root), linkLibraries(root)]);
  expect(readdirSync(library)).toEqual(['libicuuc.so.60']);
  expect(readlinkSync(join(library, 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
});

it('replaces a link that points out of the package', async () => {
  unlinkSync(join(library, 'libicuuc.so.60'));
  symlinkSync('/root/elsewhere/libicuuc.so.60.2', join(library, 'libicuuc.so.60'));
  await linkLibraries(root);
  expect(readdirSync(library)).toEqual(['libicuuc.so.60']);
  expect(readlinkSync(join(library, 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
});

it('leaves a file that took the place of a link', async () => {
  unlinkSync(join(library, 'libicuuc.so.60'));
  writeFileSync(join(library, 'libicuuc.so.60'), 'the library itself');
  await linkLibraries(root);
  expect(() => readlinkSync(join(library, 'libicuuc.so.60'))).toThrow('EINVAL');
});
