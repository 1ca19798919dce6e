import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@plumbline/engine';
import { testServer } from '@plumbline/testkit/vitest';
import { beforeAll, expect, test } from 'vitest';
import { build, startDaemon } from './daemon.ts';
import { lookOnce } from './look-once.ts';
import { streamingPair } from './standby.ts';
import { keepSnapshot, queryAt, simpleFiles, watchedProject } from './watched-project.ts';

beforeAll(build);

test('a standby is watched as the primary is: its role, drift of the primary, its history, and its promotion', async () => {
  const { primary, standby } = await streamingPair(testServer().major as 18);
  const project = await watchedProject(undefined, primary.url);
  const queries = join(project.directory, 'users.sql');
  writeFileSync(
    queries,
    'insert into users (email) values ($1) on conflict (id) do nothing;\nselect id from users for update',
  );
  const env = { WATCHDOG_FULL_EVERY: '1h', WATCHDOG_QUERIES: queries };
  const daemon = await startDaemon({ ...project, url: standby.url }, env);
  const quiet = await daemon.until(
    ({ databases: [database] }) =>
      database?.verdict === 'true' && database.checks.filter(({ outcome }) => outcome === 'true').length >= 3,
  );
  expect(quiet.databases[0]).toMatchObject({ server: { role: 'standby', readOnly: true }, expectedFrom: 'snapshot' });
  expect(quiet.databases[0]?.queries).toEqual({ checked: 2, broken: 0, unsure: 0 });
  expect(quiet.databases[0]?.parts.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'skipped')).toEqual([]);
  expect(await daemon.metrics()).toMatch(/^db_watchdog_primary\{[^}]*\} 0$/m);

  // Nothing is read again while nothing changes: there are no counters, so the gate looks at the rows of the catalogs.
  expect(quiet.databases[0]?.checks.filter(({ full }) => full)).toHaveLength(1);

  // A migration that changes no catalog is seen in the history.
  writeFileSync(join(project.migrations, '003_data.sql'), "insert into users (email) values ('a@b');");
  await keepSnapshot(project);
  await daemon.until(({ databases: [database] }) => database?.findings[0]?.code === 'migration-pending');
  expect((await migrate({ url: project.url, directory: project.migrations })).error).toBeNull();
  await daemon.until(({ verdict }) => verdict === 'true');

  await project.query('drop table agents');
  const dropped = await replayed(standby.url, "select to_regclass('public.agents') is null as done");
  const drifted = await daemon.until(({ verdict }) => verdict === 'drift');
  expect(drifted.databases[0]?.findings).toMatchObject([
    { code: 'missing-relation', identity: 'table public.agents', origin: expect.stringContaining('002_agents.sql:1') },
  ]);
  // No counters there, so no second to wait for: no look that began after the replay missed it.
  const checks = drifted.databases[0]?.checks ?? [];
  expect(checks.filter(({ at, outcome }) => outcome === 'true' && Date.parse(at) > dropped)).toEqual([]);
  await project.query(simpleFiles['002_agents.sql'] ?? '');
  await daemon.until(({ verdict }) => verdict === 'true');

  await queryAt(standby.url, 'select pg_promote()');
  const promoted = await daemon.until(({ databases: [database] }) => database?.server?.role === 'primary');
  expect(promoted.databases[0]?.server).toMatchObject({ role: 'primary', readOnly: false });
  expect(await daemon.metrics()).toMatch(/^db_watchdog_primary\{[^}]*\} 1$/m);
  await queryAt(standby.url, 'drop table agents');
  await daemon.until(({ verdict }) => verdict === 'drift');
  expect((await lookOnce(project)).verdict).toBe('true');
});

/** Waits until the standby has replayed something. @returns when that was known */
async function replayed(url: string, question: string): Promise<number> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const [row] = await queryAt<{ done: boolean }>(url, question);
    if (row?.done === true) return Date.now();
  }
  throw new Error('The standby does not follow.');
}
