import { waitUntil } from '@plumbline/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Project, project, type Running } from './command-line.ts';

beforeAll(build);

const files = {
  '001_first.sql': 'create table first (id int);',
  '002_slow.sql': 'create table second (id int);\nselect pg_sleep(60);',
};

async function sleeping({ query }: Project): Promise<void> {
  const asleep = "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
  await waitUntil('the migration sleeps in the server', async () => (await query(asleep)).length > 0);
}

describe('a signal while a migration runs', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s: what runs is rolled back, what was applied stays, exit code %i', async (signal, exitCode) => {
    const own = await project(files);
    const running = own.start(['migrate', '--json']);
    await sleeping(own);
    const asked = performance.now();
    running.child.kill(signal);
    const result = await running.finished;
    expect(result.exitCode).toBe(exitCode);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(result.stderr).toContain(`${signal}: stopping`);
    expect(JSON.parse(result.stdout)).toMatchObject({ ok: false, exitCode, applied: [{ name: '001_first' }] });
    expect(
      await own.query("select to_regclass('first') is not null as first, to_regclass('second') as second"),
    ).toEqual([{ first: true, second: null }]);
  });

  test('a second one ends the process at once', async () => {
    const own = await project(files);
    const running = own.start(['migrate']);
    await sleeping(own);
    running.child.kill('SIGTERM');
    await heard(running);
    running.child.kill('SIGTERM');
    expect((await running.finished).exitCode).toBe(143);
  });
});

describe('another process that migrates', () => {
  /** Runs until there is a row in `go`. */
  const slow = {
    '001_first.sql':
      'create table first (id int);\ndo $$ begin while not exists (select from go) loop perform pg_sleep(0.05); end loop; end $$;',
  };

  async function started(): Promise<{ readonly own: Project; readonly running: Running }> {
    const own = await project(slow);
    await own.query('create table go (now int)');
    const running = own.start(['migrate']);
    await sleeping(own);
    return { own, running };
  }

  test('is waited for, named meanwhile, and leaves nothing to do', async () => {
    const { own, running } = await started();
    const waiting = own.start(['migrate']);
    await waitUntil('the second one waits', () => waiting.stdout().includes('waiting for'));
    await own.query('insert into go values (1)');
    expect(await running.finished).toMatchObject({ exitCode: 0 });
    const second = await waiting.finished;
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/waiting for .* while another process migrates: pid \d+/);
    expect(second.stdout).toContain('Nothing to do');
  });

  test('for longer than --lock-wait: exit code 75, try again later', async () => {
    const { own, running } = await started();
    const second = await own.run(['migrate', '--lock-wait', '300ms']);
    expect(second.exitCode).toBe(75);
    expect(second.stderr).toContain('migration lock');
    await own.query('insert into go values (1)');
    expect(await running.finished).toMatchObject({ exitCode: 0 });
  });
});

describe('a reader that goes away', () => {
  test('does not stop the migrations', async () => {
    const own = await project({
      '001_a.sql': 'select pg_sleep(0.5);',
      '002_b.sql': "do $$ begin for i in 1..2000 loop raise notice 'line % %', i, repeat('x', 100); end loop; end $$;",
      '003_c.sql': 'create table third (id int);',
    });
    const running = own.start(['migrate']);
    running.child.stdout?.destroy();
    const { exitCode, stderr } = await running.finished;
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(await own.query("select to_regclass('third') is not null as third")).toEqual([{ third: true }]);
  });
});

async function heard(running: Running): Promise<void> {
  await waitUntil('it says that it stops', () => running.stderr().includes('stopping'));
}
