// Runs the database tests on every supported PostgreSQL, one after the other.
//
//   pnpm test:matrix                      all majors
//   pnpm test:matrix 14 17                these
//   pnpm test:matrix 14 packages/engine   what is no number goes to Vitest
//   pnpm test:matrix --install            only fetch the binaries of the older majors
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, root, runDatabaseTests } from './run-database-tests.js';

const majors = ['14', '15', '16', '17', '18'];
const directory = join(root, 'packages', 'testkit', 'majors');
const platform = `${process.platform}-${process.arch}`;
const known = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).optionalDependencies;

// Some majors were never built for some platforms.
const hasBuild = (major) => major === '18' || `postgres-${major}-${platform}` in known;
const isInstalled = (major) =>
  major === '18' || existsSync(join(directory, 'node_modules', `postgres-${major}-${platform}`));

function install() {
  const { status } = spawnSync(process.execPath, [join(directory, 'install.js')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

const wanted = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
const vitestArguments = process.argv.slice(2).filter((argument) => !/^\d+$/.test(argument) && argument !== '--install');
const impossible = wanted.filter((major) => !majors.includes(major) || !hasBuild(major));
if (impossible.length > 0) {
  console.error(
    `There is no embedded PostgreSQL ${impossible.join(', ')} for ${platform}. Known: ${majors.filter(hasBuild).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = wanted.length > 0 ? wanted : majors;
const installOnly = process.argv.includes('--install');

if (installOnly || chosen.some((major) => hasBuild(major) && !isInstalled(major))) install();
if (installOnly) process.exit(0);

compile();
const begin = Date.now();
const results = [];
for (const major of chosen) {
  if (hasBuild(major)) {
    const { ok, line } = runDatabaseTests(
      { PLUMBLINE_TEST_SOURCE: 'embedded', PLUMBLINE_TEST_MAJOR: major },
      vitestArguments,
    );
    console.log(`PostgreSQL ${major}  ${line}`);
    results.push(ok);
  } else {
    console.log(`PostgreSQL ${major}  skipped: npm has no build of it for ${platform}`);
  }
}
// What one version makes is what the others have to find.
if (chosen.length > 1 && vitestArguments.length === 0) {
  console.log();
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'cross-version.js'), ...chosen.filter(hasBuild)],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exitCode = 1;
}
const failed = results.filter((ok) => !ok).length;
const seconds = ((Date.now() - begin) / 1000).toFixed(1);
console.log(`\n${results.length - failed} of ${results.length} versions passed in ${seconds} s`);
if (failed > 0) process.exitCode = 1;
