import { beforeAll, describe, expect, test } from 'vitest';
import { build, emptyDirectory, plumbline } from './command-line.ts';

beforeAll(build);

describe('plumbline explain', () => {
  test('prints the page of a lint rule, an error, a finding', async () => {
    const directory = emptyDirectory();
    const rule = await plumbline(['explain', 'impossible-cast'], directory);
    expect(rule).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rule.stdout).toMatch(/^impossible-cast, lint rule\n\n/);
    expect(rule.stdout).toContain('PostgreSQL cannot cast');
    const error = await plumbline(['explain', 'snapshot-stale'], directory);
    expect(error.stdout).toMatch(/^snapshot-stale, error\n\nExit code 1\. /);
    expect((await plumbline(['explain', 'missing-relation'], directory)).stdout).toMatch(
      /^missing-relation, finding\n\n/,
    );
  });

  test('prints every page about a code that is several things', async () => {
    const { stdout } = await plumbline(['explain', 'foreign-key-type-mismatch'], emptyDirectory());
    for (const about of ['finding', 'lint rule', 'diagnosis']) {
      expect(stdout).toContain(`foreign-key-type-mismatch, ${about}\n`);
    }
  });

  test('goes from an SQLSTATE to what it can mean', async () => {
    const { stdout, exitCode } = await plumbline(['explain', '42804'], emptyDirectory());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^42804 datatype_mismatch\n/);
    expect(stdout).toContain('foreign-key-type-mismatch, diagnosis\n');
    expect((await plumbline(['explain', '42p01'], emptyDirectory())).stdout).toContain('42P01 undefined_table');
  });

  test('knows the words of the watchdog, each as what it is', async () => {
    const { exitCode, stdout } = await plumbline(['explain', 'unreachable'], emptyDirectory());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^unreachable, finding\n\nAs a rule critical\. The database does not answer\.\n/);
    const skipped = await plumbline(['explain', 'nothing_expected'], emptyDirectory());
    expect(skipped.stdout).toMatch(/^nothing_expected, why a look was skipped\n\n/);
    const unstable = await plumbline(['explain', 'unstable'], emptyDirectory());
    for (const about of ['how a look at a part went', 'why a look failed']) {
      expect(unstable.stdout).toContain(`unstable, ${about}\n`);
    }
  });

  test('guesses what was meant', async () => {
    const { exitCode, stderr } = await plumbline(['explain', 'missing-relatoin'], emptyDirectory());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no code "missing-relatoin".');
    expect(stderr).toContain('Did you mean missing-relation');
  });
});
