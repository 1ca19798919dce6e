import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { findingKinds } from '../../src/check/finding-kinds.ts';
import { build, startDaemon } from '../daemon.ts';
import { silentDatabase } from '../silent-database.ts';
import { watchedProject } from '../watched-project.ts';
import { hasPrograms } from './has-programs.ts';
import { openMetricsFaults } from './open-metrics-faults.ts';

beforeAll(build);

const OPENMETRICS = { accept: 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5' };

/** What promtool has to say of a text of metrics: nothing, when it is well. */
function judged(metrics: string): string {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}` : `ended with ${status}: ${stdout}${stderr}`;
}

/** The series of a text, with their labels, in the order in which they stand. */
function seriesOf(metrics: string): ReadonlyMap<string, number> {
  const lines = metrics.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe.skipIf(!hasPrograms('promtool'))('the live metrics', () => {
  test('are what promtool and OpenMetrics ask for, true or not, and no counter appears late', {
    timeout: 300_000,
  }, async () => {
    const project = await watchedProject();
    const daemon = await startDaemon(project, { WATCHDOG_WEBHOOK_URL: 'http://127.0.0.1:9/nobody' });
    const first = seriesOf(await daemon.metrics());
    await daemon.until(({ verdict }) => verdict === 'true', 120_000);
    const well = await daemon.metrics();
    await project.query('drop table agents');
    await project.query('alter table users alter column email drop not null');
    await daemon.until(({ verdict }) => verdict === 'drift', 120_000);
    const ill = await daemon.metrics();
    expect(ill).toMatch(/^db_watchdog_finding_since_timestamp_seconds\{/m);
    expect([judged(well), judged(ill)]).toEqual(['', '']);
    for (const text of [well, ill]) expect(openMetricsFaults(text)).not.toEqual([]);
    const open = await daemon.get('/metrics', OPENMETRICS);
    expect(open.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(openMetricsFaults(await open.text())).toEqual([]);
    const isCounter = (series: string): boolean => /_(?:total|bucket|count|sum)(?:\{|$)/.test(series);
    expect([...seriesOf(ill).keys()].filter((series) => isCounter(series) && !first.has(series))).toEqual([]);
  });

  test('have every series of a closed set at 0 before anything was looked at', { timeout: 120_000 }, async () => {
    // Its first look is not over.
    const project = await watchedProject();
    const daemon = await startDaemon({ ...project, url: await silentDatabase() }, { WATCHDOG_CONNECT_TIMEOUT: '60s' });
    const text = await daemon.metrics();
    expect(judged(text)).toBe('');
    const at = seriesOf(text);
    const expected = expectedAtFirst('silent');
    expect(expected.length).toBeGreaterThan(150);
    expect(expected.filter((series) => at.get(series) !== 0)).toEqual([]);
    expect(text).not.toContain('db_watchdog_schema_in_sync{');
  });
});

/** Written out, so that a value that is lost in the sources is missed here. */
function expectedAtFirst(database: string): readonly string[] {
  const each = (metric: string, label: string, values: readonly string[], more = `database="${database}",`) =>
    values.map((value) => `db_watchdog_${metric}{${more}${label}="${value}"}`);
  const checks = ['reach', 'history', 'schema', 'faults', 'keys', 'locks', 'log', 'queries'];
  return [
    ...[
      'up',
      'findings_truncated',
      'migration_in_progress',
      'migration_lock_held_seconds',
      'sequence_max_used_ratio',
      'app_queries_checked',
    ].map((metric) => `db_watchdog_${metric}{database="${database}"}`),
    ...checks.flatMap((check) =>
      each(
        'checks_total',
        'result',
        ['ok', 'drift', 'error', 'skipped', 'unstable'],
        `database="${database}",check="${check}",`,
      ),
    ),
    ...each('check_errors_total', 'reason', [
      'connect',
      'auth',
      'timeout',
      'lock_timeout',
      'permission',
      'unstable',
      'internal',
    ]),
    ...each('checks_skipped_total', 'reason', [
      'unchanged',
      'overlap',
      'migration_in_progress',
      'not_allowed',
      'nothing_expected',
    ]),
    ...each('migrations', 'state', ['applied', 'pending', 'failed', 'modified', 'missing_file', 'out_of_order']),
    ...each('schema_changes_total', 'origin', ['engine', 'unknown']),
    ...each('app_queries_broken', 'sqlstate', ['42P01', '42703', '42804', '42883', '42P10', 'other']),
    ...each('app_sql_errors_total', 'sqlstate', ['42P01', '42703', '42804', '42883', '42P10']),
    ...Object.entries(findingKinds).map(
      ([kind, { severity }]) => `db_watchdog_findings{database="${database}",kind="${kind}",severity="${severity}"}`,
    ),
    ...['webhook', 'slack', 'command'].flatMap((channel) => [
      `db_watchdog_notifications_waiting{channel="${channel}"}`,
      ...each('notifications_total', 'result', ['sent', 'failed', 'refused', 'dropped'], `channel="${channel}",`),
    ]),
    ...checks.map((check) => `db_watchdog_failing_since_timestamp_seconds{database="${database}",check="${check}"}`),
    ...checks.map((check) => `db_watchdog_check_duration_seconds_count{database="${database}",check="${check}"}`),
  ];
}
