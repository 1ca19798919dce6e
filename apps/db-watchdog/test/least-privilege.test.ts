import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { build, startDaemon } from './daemon.ts';
import { lookOnce } from './look-once.ts';
import { documentedRole, watchdogRole } from './watchdog-role.ts';
import { keepSnapshot, simpleFiles, type WatchedProject, watchedProject } from './watched-project.ts';

beforeAll(build);

/** Every kind of object that migrations can make. */
const everything = {
  '001_everything.sql': readFileSync(
    new URL('../../../packages/engine/test/mutations/all-objects.sql', import.meta.url),
    'utf8',
  ),
};
const CONNECT_ONLY = 2;

test('the page has a role that may connect, and two lines for the history', () => {
  expect(documentedRole().map((statement) => statement.split(' ', 2).join(' '))).toEqual([
    'CREATE ROLE',
    'GRANT CONNECT',
    'GRANT USAGE',
    'GRANT SELECT',
  ]);
});

test('the role of the page sees what the owner of everything sees, and says what it may not', async () => {
  const project = await watchedProject(everything);
  const owner = await lookOnce(project);
  const role = await lookOnce(project, await watchdogRole(project, documentedRole()));
  expect(role.findings.map(({ code, identity }) => [code, identity])).toEqual(
    owner.findings.map(({ code, identity }) => [code, identity]),
  );
  expect(role).toMatchObject({ verdict: owner.verdict, expectedFrom: owner.expectedFrom, server: owner.server });
  expect(role.migrations).toEqual(owner.migrations);
  expect(role.parts.map(({ area, outcome }) => [area, outcome])).toEqual(
    owner.parts.map(({ area, outcome }) => [area, outcome]),
  );
  expect(role.parts.flatMap(({ note }) => note ?? [])).toEqual([
    expect.stringMatching(/^\d+ sequences? may not be read by this role\.$/),
  ]);
  expect(owner.parts.flatMap(({ note }) => note ?? [])).toEqual([]);
});

test('who may only connect compares with the snapshot, and says that the history is closed to it', async () => {
  const project = await watchedProject(everything);
  const owner = await lookOnce(project);
  const role = await lookOnce(project, await watchdogRole(project, documentedRole().slice(0, CONNECT_ONLY)));
  expect(role.findings.map(({ code, identity }) => [code, identity])).toEqual(
    owner.findings.map(({ code, identity }) => [code, identity]),
  );
  expect(role).toMatchObject({ verdict: owner.verdict, expectedFrom: 'snapshot', migrations: [] });
  expect(role.parts.find(({ area }) => area === 'history')).toMatchObject({
    outcome: 'skipped',
    skipped: 'not_allowed',
    note: expect.stringContaining('may not read'),
  });
  expect(role.parts.filter(({ outcome }) => outcome === 'error')).toEqual([]);
});

test.each([
  ['the role of the page', undefined],
  ['a role that may only connect', CONNECT_ONLY],
])('%s sees a table that goes away, an index that is broken and who waits for a lock', async (_name, lines) => {
  const project = await watchedProject({
    ...simpleFiles,
    '003_tags.sql': 'create table tags (id integer primary key);',
  });
  const url = await watchdogRole(project, documentedRole().slice(0, lines));
  const daemon = await startDaemon({ ...project, url }, { WATCHDOG_LOCK_WAIT: '1s' });
  await daemon.until(({ databases: [database] }) => database?.verdict === 'true');
  const metrics = await daemon.metrics();
  expect(metrics).toMatch(/^db_watchdog_schema_in_sync\{[^}]*\} 1$/m);
  expect(metrics).toMatch(
    lines === undefined
      ? /^db_watchdog_migrations\{[^}]*state="applied"\} 3$/m
      : /^db_watchdog_checks_skipped_total\{[^}]*reason="not_allowed"\} [1-9]/m,
  );

  // What a failed REINDEX leaves behind.
  await project.query("update pg_index set indisvalid = false where indexrelid = 'agents_user'::regclass");
  await project.query('drop table tags');
  await waitForLock(project);
  const seen = await daemon.until(({ databases: [database] }) => {
    const codes = new Set<string>(database?.findings.map(({ code }) => code));
    return ['index-invalid', 'lock-wait', 'missing-relation'].every((code) => codes.has(code));
  });
  expect(seen.verdict).toBe('drift');
});

test('without the history nothing is called pending; with it, what is pending is', async () => {
  const project = await watchedProject();
  writeFileSync(join(project.migrations, '003_teams.sql'), 'create table teams (id integer primary key);');
  await keepSnapshot(project);
  const full = await lookOnce(project, await watchdogRole(project, documentedRole()));
  expect(full.findings).toMatchObject([{ code: 'migration-pending', identity: 'migration 003_teams' }]);
  const little = await lookOnce(project, await watchdogRole(project, documentedRole().slice(0, CONNECT_ONLY)));
  expect(little.findings).toMatchObject([{ code: 'missing-relation', identity: 'table public.teams' }]);
});

test('a role that may not even connect is told what is wrong with it', async () => {
  const project = await watchedProject(simpleFiles);
  const url = await watchdogRole(project, documentedRole().slice(0, 1));
  const { verdict, findings } = await lookOnce(project, url);
  expect(verdict).toBe('down');
  expect(findings).toMatchObject([{ code: 'unreachable', remedy: [expect.stringContaining('GRANT CONNECT')] }]);
});

/** Somebody forgets to commit, and somebody else waits for it; until the test ends. */
async function waitForLock({ url }: WatchedProject): Promise<void> {
  const [holder, waiter] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  for (const client of [holder, waiter]) {
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.end());
  }
  await holder.query('begin; lock table users');
  void waiter.query('select from users').catch(() => {});
  await vi.waitFor(
    async () => {
      const { rows } = await holder.query(
        "select from pg_locks where not granted and relation = 'users'::regclass and database = (select oid from pg_database where datname = current_database())",
      );
      expect(rows.length).toBeGreaterThan(0);
    },
    { timeout: 30_000 },
  );
}
