// Adopts half-migrated databases, random and repeatable, and kills adoptions with SIGKILL at random moments. Prints what
// became of each kind, and fails when one lost a row, came out wrong, or was left half done.
//
//   node scripts/soak-adopt.js --databases 200 --kills 50 --seed 1 [--major 14] [--told]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { databases, kills, seed, major, told } = parseArgs({
  options: {
    databases: { type: 'string', default: '200' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    major: { type: 'string', default: '18' },
    told: { type: 'boolean', default: false },
  },
}).values;

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = ['packages/engine/test/rescue/adopt-random.test.ts', 'packages/engine/test/rescue/adopt-killed.test.ts'];
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'db', ...tests], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PLUMBLINE_SOAK_DATABASES: databases,
    PLUMBLINE_SOAK_KILLS: kills,
    PLUMBLINE_SOAK_SEED: seed,
    PLUMBLINE_TEST_MAJOR: major,
    // What a person is told, of the databases that adoption stops at.
    ...(told ? { PLUMBLINE_SOAK_TOLD: '1' } : {}),
  },
});
process.exitCode = status ?? 1;
