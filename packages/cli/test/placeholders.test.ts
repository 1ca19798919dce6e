import { beforeAll, describe, expect, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

const files = {
  'plumbline.config.json': '{ "placeholders": { "app": "shop" } }',
  '001_orders.sql': 'create schema ${app};\ncreate table ${app}.orders (id int);',
  '001_orders.down.sql': 'drop table ${app}.orders;\ndrop schema ${app};',
};
const isThere = "select to_regclass('shop.orders') is not null as there";

/** The database as another tool has made it, from the same files. */
async function madeOtherwise(): Promise<Project> {
  const own = await project(files);
  await own.query('create schema shop; create table shop.orders (id int)');
  return own;
}

describe('placeholders of plumbline.config.json', () => {
  test('are filled in what plan shows', async () => {
    const { run } = await project(files);
    const { exitCode, stdout, stderr } = await run(['plan']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('create table shop.orders (id int)');
  });

  test('are filled in the files that down runs, and in what it says that is lost', async () => {
    const { run, query } = await project(files);
    expect((await run(['migrate'])).exitCode).toBe(0);
    await query('insert into shop.orders values (1)');
    const { exitCode, stdout, stderr } = await run(['down', '--yes']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('DROP TABLE  shop.orders, 1 row');
    expect(await query(isThere)).toEqual([{ there: false }]);
  });

  test('are filled where baseline looks for what the files declare', async () => {
    const { run } = await madeOtherwise();
    const { exitCode, stderr } = await run(['baseline', '001']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const other = await project(files);
    const refused = await other.run(['baseline', '001']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('schema shop (migrations/001_orders.sql:1:1)');
  });

  test('are filled where repair looks for what a file declares', async () => {
    const { run } = await madeOtherwise();
    const { exitCode, stdout, stderr } = await run(['repair', '--mark-applied', '001', '--yes']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toContain('lacks');
    const other = await project(files);
    expect((await other.run(['repair', '--mark-applied', '001', '--dry-run'])).stdout).toContain('table shop.orders');
  });

  test('of which one has no value are what doctor tells, before anything is run', async () => {
    const { run, write } = await project(files);
    expect((await run(['doctor'])).stdout).toMatch(/✓ files +0 applied, 1 pending/);
    write({ '002_more.sql': 'create table ${tenant}.more ();' });
    const { exitCode, stdout } = await run(['doctor']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ files .*tenant/);
  });
});
