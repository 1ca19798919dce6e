import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StartedProcess, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { locksHere } from '../db/locks-here.ts';
import { type Scratch, scratch } from '../db/scratch.ts';
import { build, startMigrate } from './cli-process.ts';
import { hasPooler, startPooler } from './pooler.ts';

beforeAll(build);

/** Every file leaves a row each time it runs, and nothing would refuse a second one. */
const ran = (name: string): string => `insert into ran values ('${name}');`;
const chain: Readonly<Record<string, string>> = {
  '001_ran.sql': `create table if not exists ran (name text);\n${ran('001')}`,
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => {
      const number = String(index + 2).padStart(3, '0');
      return [`${number}_table.sql`, `create table t${number} (id int);\n${ran(number)}`];
    }),
  ),
  '012_slow.sql': `select pg_sleep(0.5);\n${ran('012')}`,
  '013_index.sql': 'create index concurrently ran_name_idx on ran (name);\nvacuum ran;',
  '014_steps.sql': `-- plumbline: no-transaction\n${ran('014')}\n${ran('014 again')}`,
};
const once = [...Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(3, '0')), '014', '014 again'];

/** Many times what it takes on a busy machine: whoever is not through by then waits for something that will not come. */
const LONGEST_MS = 120_000;

async function startAtOnce(count: number, db: Scratch, url: string, args: readonly string[] = []): Promise<void> {
  const started = performance.now();
  const processes = Array.from({ length: count }, () => startMigrate({ url, directory: db.directory }, args));
  onTestFinished(() => processes.forEach(({ child }) => void child.kill('SIGKILL')));
  const ended = Promise.all(processes.map((process) => process.ended));
  const codes = await Promise.race([ended, sleep(LONGEST_MS, null, { ref: false })]);
  if (codes === null) throw new Error(await stillAtWork(db, processes));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failed = processes.filter((_, index) => codes[index] !== 0).map((process) => process.output());
  expect(failed).toEqual([]);
  process.stdout.write(
    `${count} processes ended well in ${seconds} s on ${cpus().length} cores, PostgreSQL ${testServer().major}\n`,
  );
}

/** What the processes that do not end have said last, and what the server is doing for them. */
async function stillAtWork(db: Scratch, processes: readonly StartedProcess[]): Promise<string> {
  const waiting = processes.filter(({ child }) => child.exitCode === null);
  const said = waiting.map(
    (process) => `${process.child.pid}: ${process.output().trim().split('\n').slice(-2).join(' | ')}`,
  );
  const backends = await db.query(
    `select pid, state, wait_event_type, wait_event, backend_xmin, pg_blocking_pids(pid) as blocked_by,
            clock_timestamp() - query_start as since, left(query, 150) as query
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by state, pid`,
  );
  const rows = backends.map((row) => JSON.stringify(row));
  return [`${waiting.length} of ${processes.length} processes do not end.`, ...said, ...rows].join('\n');
}

async function expectOnce(db: Scratch): Promise<void> {
  const rows = await db.query<{ name: string }>('select name from ran order by name');
  expect(rows.map(({ name }) => name)).toEqual(once);
  expect(await db.query('select distinct state from plumbline.history')).toEqual([{ state: 'applied' }]);
  expect(await db.query('select count(*)::int as n from plumbline.history')).toEqual([
    { n: Object.keys(chain).length },
  ]);
  expect(
    await db.query("select indisvalid as valid from pg_index where indexrelid = 'ran_name_idx'::regclass"),
  ).toEqual([{ valid: true }]);
  expect(await db.query(`select pid from ${locksHere} where locktype = 'advisory'`)).toEqual([]);
}

describe('fifty processes that start at the same moment on an empty database', () => {
  test('all end well, and every migration ran once', { timeout: 180_000 }, async () => {
    const db = await scratch(chain);
    await startAtOnce(50, db, db.url);
    await expectOnce(db);
  });

  test.skipIf(!hasPooler())('so they do through a pooler in transaction mode', { timeout: 180_000 }, async () => {
    const db = await scratch(chain);
    const pooler = await startPooler(db.url, { default_pool_size: 5 });
    onTestFinished(() => pooler.stop());
    await startAtOnce(50, db, pooler.throughPooler(db.url), ['--connect-wait', '60s']);
    await expectOnce(db);
  });
});

test('thirty processes find their way through a server that has ten connections', { timeout: 180_000 }, async () => {
  const { major } = testServer();
  const server = await startServer({ major: major as 18, settings: { max_connections: '10' } });
  onTestFinished(() => server.stop());
  const db = await scratch(chain, server.url);
  await startAtOnce(30, db, db.url, ['--connect-wait', '90s']);
  await expectOnce(db);
});

test('one process does all of it with the last free connection', async () => {
  const { major } = testServer();
  const settings = { max_connections: '10', superuser_reserved_connections: '1' };
  const server = await startServer({ major: major as 18, settings });
  onTestFinished(() => server.stop());
  const db = await scratch(chain, server.url);
  const role = new URL(db.url);
  role.username = 'deployer';
  role.password = 'deployer';
  await db.query("create role deployer login password 'deployer' connection limit 1");
  await db.query('grant all on schema public to deployer; grant create on database postgres to deployer');
  const client = new pg.Client({ connectionString: role.href });
  await client.connect();
  await client.end();
  const result = await db.migrate({ url: role.href });
  expect(result.error).toBeNull();
  await expectOnce(db);
});
