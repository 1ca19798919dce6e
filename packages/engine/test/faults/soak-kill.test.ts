import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { testServer } from '@plumbline/testkit/vitest';
import { beforeAll, expect, test } from 'vitest';
import { build } from './cli-process.ts';

beforeAll(build);

// The long version: node scripts/soak-kill.js --kills 300 --seed 1
test('a run that is killed at any moment is taken up again, and ends like one that was not', {
  timeout: 180_000,
}, () => {
  const script = fileURLToPath(new URL('../../../../scripts/soak-kill.js', import.meta.url));
  const seed = String(Math.floor(Math.random() * 1_000_000));
  const args = [script, '--kills', '12', '--seed', seed, '--url', testServer().url];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('exactly once held    12 of 12');
});
