import { beforeAll, describe, expect, test } from 'vitest';
import { build, project } from './command-line.ts';

beforeAll(build);

const two = { '001_users.sql': 'create table users (id int);', '002_agents.sql': 'create table agents (id int);' };

describe('plumbline status', () => {
  test('shows every migration with its state, and reads only', async () => {
    const { run, query } = await project(two);
    const empty = await run(['status']);
    expect(empty).toMatchObject({ exitCode: 0, stderr: '' });
    expect(empty.stdout).toMatch(/^· 001_users +pending\n· 002_agents +pending\n\n0 applied, 2 pending\. Database "/);
    expect(await query("select to_regnamespace('plumbline') as history")).toEqual([{ history: null }]);

    await run(['migrate', '--to', '001']);
    const { stdout } = await run(['status']);
    expect(stdout).toMatch(
      /^✓ 001_users +applied +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC +\d+ ms +by \w+\n· 002_agents +pending\n/,
    );
    expect(stdout).toContain('1 applied, 1 pending.');
  });

  test('--exit-code gives 3 while something is pending, and 0 afterwards', async () => {
    const { run } = await project(two);
    expect((await run(['status', '--exit-code'])).exitCode).toBe(3);
    expect((await run(['status'])).exitCode).toBe(0);
    await run(['migrate']);
    expect((await run(['status', '--exit-code'])).exitCode).toBe(0);
  });

  test('shows a failed attempt with its reason, and conflicts with exit code 6', async () => {
    const { run, write } = await project({ ...two, '003_bad.sql': 'select nope;' });
    await run(['migrate']);
    expect((await run(['status'])).stdout).toMatch(/✗ 003_bad +failed\n {4}.*column "nope" does not exist/);
    write({ '001_users.sql': 'create table users (id bigint);' });
    const { exitCode, stdout, stderr } = await run(['status']);
    expect(exitCode).toBe(6);
    expect(stdout).toMatch(/! 001_users +edited/);
    expect(stdout).toContain('1 conflict');
    expect(stderr).toContain('What to do');
  });

  test('--json gives the same as a document', async () => {
    const { run } = await project(two);
    await run(['migrate', '--to', '1']);
    const { stdout } = await run(['status', '--json', '--exit-code']);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'status',
      ok: true,
      exitCode: 3,
      migrations: [
        { name: '001_users', state: 'applied', statements: 1 },
        { name: '002_agents', state: 'pending', appliedAt: null },
      ],
      pending: ['002_agents'],
      conflicts: [],
      error: null,
    });
  });
});
