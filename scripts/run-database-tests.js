import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The environment of a test run on one kind of server, without what the caller's shell says about another. */
export function testEnvironment(variables) {
  const {
    PLUMBLINE_TEST_SOURCE: _source,
    PLUMBLINE_TEST_MAJOR: _major,
    PLUMBLINE_TEST_URL: _url,
    ...rest
  } = process.env;
  return { ...rest, ...variables };
}

/** Compiles once; the command's tests run what was compiled. Ends the process when it fails. */
export function compile() {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Runs the project `db`, quietly: what Vitest printed is shown only when something failed.
 * Returns { ok, line }: the line counts tests and seconds.
 */
export function runDatabaseTests(variables, vitestArguments) {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-report-'));
  const report = join(directory, 'report.json');
  const begin = Date.now();
  const args = ['run', '--project', 'db', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'vitest'),
    [...args, ...vitestArguments],
    {
      cwd: root,
      env: testEnvironment(variables),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const ok = status === 0;
  if (!ok) process.stdout.write(`${stdout}${stderr}`);
  const seconds = `${((Date.now() - begin) / 1000).toFixed(1)} s`;
  const line = `${ok ? 'passed' : 'FAILED'}  ${countTests(report)}  ${seconds}`;
  rmSync(directory, { recursive: true, force: true });
  return { ok, line };
}

function countTests(report) {
  let counts;
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return 'no report: the run ended before any test did';
  }
  const parts = [`${counts.numPassedTests} passed`];
  if (counts.numFailedTests > 0) parts.push(`${counts.numFailedTests} failed`);
  if (counts.numPendingTests > 0) parts.push(`${counts.numPendingTests} skipped`);
  return parts.join(', ');
}
