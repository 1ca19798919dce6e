import { beforeAll, describe, expect, test } from 'vitest';
import { build, project } from './command-line.ts';

beforeAll(build);

describe('plumbline doctor', () => {
  test('a line for each check, exit code 0, and no password', async () => {
    const own = await project({ '001_users.sql': 'create table users (id int);' });
    const { exitCode, stdout, stderr } = await own.run(['doctor']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ connection {5}Connected to database ".*"/m);
    expect(stdout).toMatch(/^✓ files {10}0 applied, 1 pending\.$/m);
    expect(stdout).toContain('All 17 checks are fine.');
    expect(stdout).not.toContain(own.password);
  });

  test('what failed comes with what to do, and exit code 1', async () => {
    const own = await project({ '001_ext.sql': 'create extension no_such_thing;' });
    const { exitCode, stdout } = await own.run(['doctor']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✗ extensions {5}Not available on this server: no_such_thing/m);
    expect(stdout).toContain('→ Install the package');
    expect(stdout).toContain('17 checks: 16 fine, 0 warnings, 1 failed.');
  });

  test('no server: exit code 1, the reason, and no password', async () => {
    const own = await project();
    const { exitCode, stdout } = await own.run(['doctor', '--connect-wait', '0'], {
      DATABASE_URL: 'postgres://app:very-secret@127.0.0.1:1/app',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✗ connection/m);
    expect(stdout).not.toContain('very-secret');
  });

  test('what plumbline.config.json lets migrate do is fine here too', async () => {
    const own = await project({ '002_b.sql': 'select 2;' });
    expect((await own.run(['migrate'])).exitCode).toBe(0);
    own.write({ '001_late.sql': 'select 1;' });
    expect((await own.run(['doctor'])).stdout).toMatch(/^✗ files .*001_late/m);
    own.write({ 'plumbline.config.json': '{ "outOfOrder": true }' });
    const { exitCode, stdout } = await own.run(['doctor']);
    expect(stdout).toMatch(/^✓ files +1 applied, 1 pending\.$/m);
    expect(exitCode).toBe(0);
  });

  test('--json', async () => {
    const own = await project();
    const { stdout, stderr } = await own.run(['doctor', '--json']);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ command: 'doctor', ok: true, exitCode: 0, error: null });
    expect(document.checks).toHaveLength(17);
    expect(Object.keys(document.checks[0])).toEqual(['name', 'state', 'what', 'remedy']);
    expect(stderr).toContain('✓ version');
  });
});
