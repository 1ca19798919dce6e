import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresMajor, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { expect, onTestFinished, test } from 'vitest';
import { scratch } from '../db/scratch.ts';

/** A file system of a few megabytes, gone when the test ends; null where this process may not mount one. */
function smallDisk(megabytes: number): { readonly path: string; grow(megabytes: number): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
  const mount = (...options: readonly string[]) => spawnSync('mount', [...options, path], { encoding: 'utf8' });
  const { status } = mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs');
  onTestFinished(() => {
    if (status === 0) spawnSync('umount', ['-l', path]);
    rmSync(path, { recursive: true, force: true });
  });
  if (status !== 0) return null;
  return { path, grow: (more) => expect(mount('-o', `remount,size=${more}m`).status).toBe(0) };
}

test('a disk that is full stops a file, which is rolled back, and runs when there is room', async (context) => {
  const disk = smallDisk(8);
  if (disk === null)
    return context.skip('No file system can be mounted here: the error is raised in refusals.test.ts.');
  const server = await startServer({ major: testServer().major as PostgresMajor });
  onTestFinished(() => server.stop());
  const { uid, gid } = statSync(server.dataDirectory);
  chownSync(disk.path, uid, gid);
  chmodSync(disk.path, 0o700);
  const db = await scratch({ '001_a.sql': 'create table a ();' }, server.url);
  await db.query(`create tablespace small location '${disk.path}'`);
  db.write({
    '002_fill.sql':
      'create table t (wide text) tablespace small;\ninsert into t select repeat(md5(n::text), 30) from generate_series(1, 30000) n;',
  });
  const full = await db.migrate();
  expect(full.failed).toMatchObject({
    name: '002_fill',
    position: { line: 2 },
    failure: { sqlstate: '53100' },
    diagnosis: { code: 'disk-full' },
  });
  expect(full.events.some(({ type }) => type === 'migration-retry')).toBe(false);
  expect(await db.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  disk.grow(128);
  const again = await db.migrate();
  expect(again.error).toBeNull();
  expect(await db.query('select count(*)::int as n from t')).toEqual([{ n: 30000 }]);
});
