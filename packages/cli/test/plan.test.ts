import { beforeAll, describe, expect, test } from 'vitest';
import { build, project } from './command-line.ts';

beforeAll(build);

describe('plumbline plan', () => {
  test('shows statements, transactions and locks, and changes nothing', async () => {
    const own = await project({ '001_users.sql': 'create table users (id int primary key);' });
    await own.run(['migrate']);
    own.write({
      '002_orders.sql': 'create table orders (id int);\ncreate index orders_id on orders (id);',
      '003_users.sql':
        '-- plumbline: mixed\nalter table users\n  add column x bigserial;\ncreate index concurrently users_x on users (x);',
    });
    const { exitCode, stdout, stderr } = await own.run(['plan']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(
      [
        '002_orders  transactional, 2 statements, waits 3.0 s for a table',
        '  BEGIN',
        '    1  1:1    create table orders (id int)',
        '    2  2:1    create index orders_id on orders (id)',
        '        SHARE on orders: new in this run, nobody waits for it',
        '  COMMIT',
        '',
        '003_users  stepwise, 2 statements, waits 3.0 s for a table',
        '  BEGIN',
        '    1  2:1    alter table users add column x bigserial',
        '        ACCESS EXCLUSIVE on users: readers and writers wait',
        '        writes the whole table anew',
        '  COMMIT',
        '    2  4:1    create index concurrently users_x on users (x)',
        '        SHARE UPDATE EXCLUSIVE on users',
        '        It waits for every transaction that is older than itself.',
        '',
        '2 migrations, 4 statements; readers of users wait. Nothing was changed.',
        '',
      ].join('\n'),
    );
    expect((await own.run(['status'])).stdout).toContain('2 pending');
  });

  test('--json and --to', async () => {
    const own = await project({ '001_a.sql': 'create table a ();', '002_b.sql': 'drop table a;' });
    const { stdout } = await own.run(['plan', '--to', '001', '--json']);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual([
      'command',
      'ok',
      'exitCode',
      'database',
      'serverVersion',
      'files',
      'conflicts',
      'warnings',
      'error',
      'durationMs',
    ]);
    expect(document.files).toMatchObject([
      { name: '001_a', mode: 'transactional', statements: [{ kind: 'CREATE TABLE' }] },
    ]);
  });

  test('nothing pending; a file that cannot run: its place and exit code', async () => {
    const own = await project();
    expect((await own.run(['plan'])).stdout).toBe('Nothing is pending.\n');
    own.write({ '001_a.sql': 'select 1;\ncommit;\nselect 2;' });
    const { exitCode, stderr } = await own.run(['plan']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('migrations/001_a.sql:2:1: COMMIT is not allowed');
  });
});
