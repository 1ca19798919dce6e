import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { hasPrograms } from './has-programs.ts';
import { alertsOf, readRules } from './rule-files.ts';
import { startAlertmanager } from './start-alertmanager.ts';
import type { Labels } from './start-prometheus.ts';

/** `HERE` is the case's own database or instance; whatever else is elsewhere. */
interface Case {
  readonly story: string;
  readonly fires: Labels;
  readonly too: Labels;
  readonly isInhibited: boolean;
}

const watchdog = { job: 'db-watchdog', instance: 'HERE' };
const database = { job: 'db-watchdog', database: 'HERE' };
const down = { alertname: 'DbWatchdogDown', ...watchdog, severity: 'critical' };
const unreachable = { alertname: 'PostgresUnreachable', ...database, instance: 'w', severity: 'critical' };
const drift = { alertname: 'SchemaDriftCritical', ...database, severity: 'critical' };

const cases: readonly Case[] = [
  ...['PostgresUnreachable', 'DbWatchdogCheckStale', 'SchemaUnverified', 'WatchdogErrors'].map((alertname) => ({
    story: `a watchdog that is down explains its own ${alertname}`,
    fires: down,
    too: { alertname, ...watchdog, database: 'HERE' },
    isInhibited: true,
  })),
  {
    story: 'a watchdog that is down does not hide the database that another one cannot reach',
    fires: down,
    too: { alertname: 'PostgresUnreachable', ...watchdog, instance: 'another', database: 'HERE' },
    isInhibited: false,
  },
  {
    story: 'a watchdog that is down does not hide drift that was seen',
    fires: down,
    too: { alertname: 'SchemaDriftCritical', job: 'db-watchdog', database: 'HERE' },
    isInhibited: false,
  },
  ...['SchemaDriftCritical', 'DbWatchdogCheckStale', 'MigrationsPending', 'WatchdogErrors'].map((alertname) => ({
    story: `a database that does not answer explains its ${alertname}`,
    fires: unreachable,
    too: { alertname, ...database },
    isInhibited: true,
  })),
  {
    story: 'a database that does not answer does not hide the drift of another one',
    fires: unreachable,
    too: { ...drift, database: 'another' },
    isInhibited: false,
  },
  {
    story: 'a database that does not answer does not hide what the application says',
    fires: unreachable,
    too: { alertname: 'ApplicationQueriesBrokenBySchema', job: 'myaiagent-backend', sqlstate: '42P01' },
    isInhibited: false,
  },
  {
    story: 'nothing stops the heartbeat',
    fires: unreachable,
    too: { alertname: 'DbWatchdogAlwaysFiring', severity: 'none' },
    isInhibited: false,
  },
  ...['SchemaDriftWarning', 'FindingsTruncated'].map((alertname) => ({
    story: `critical drift explains ${alertname} of the same database`,
    fires: drift,
    too: { alertname, ...database },
    isInhibited: true,
  })),
  {
    story: 'critical drift does not hide drift of another database',
    fires: drift,
    too: { alertname: 'SchemaDriftWarning', job: 'db-watchdog', database: 'another' },
    isInhibited: false,
  },
  {
    story: 'a key that is about to run out explains that it is nearly full',
    fires: { alertname: 'SequenceExhaustionSoon', ...database, sequence: 'public.users_id_seq' },
    too: { alertname: 'SequenceNearExhaustion', ...database },
    isInhibited: true,
  },
  {
    story: 'a migration that failed explains those that wait',
    fires: { alertname: 'MigrationFailed', ...database, state: 'failed' },
    too: { alertname: 'MigrationsPending', ...database },
    isInhibited: true,
  },
  {
    story: 'a lock that is stuck explains the parts that are not looked at',
    fires: { alertname: 'MigrationLockStuck', ...database, instance: 'w' },
    too: { alertname: 'DbWatchdogCheckStale', ...database, instance: 'w', check: 'schema' },
    isInhibited: true,
  },
];

/** The case's own names, so that no case explains another. */
function labelsOf(labels: Labels, index: number, role: string): Labels {
  const own = Object.entries(labels).map(([name, value]) => [
    name,
    value === 'HERE' ? `here${index}` : value === 'another' ? `another${index}` : value,
  ]);
  return { ...Object.fromEntries(own), case: `${index} ${role}` };
}

describe.skipIf(!hasPrograms('prometheus-alertmanager'))('the routing in a real Alertmanager', () => {
  test('inhibits what another alert explains, and nothing else', { timeout: 120_000 }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'inhibition-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    // Nobody listens there: who is told is another test.
    const alertmanager = await startAlertmanager(directory, 'http://127.0.0.1:9');
    const both = cases.flatMap(({ fires, too }, index) => [
      { labels: labelsOf(fires, index, 'fires') },
      { labels: labelsOf(too, index, 'too') },
    ]);
    await alertmanager.post(both);
    const told = await vi.waitFor(
      async () => {
        const alerts = await alertmanager.alerts();
        expect(alerts).toHaveLength(both.length);
        expect(alerts.filter(({ status }) => status.state === 'unprocessed')).toEqual([]);
        return new Map(alerts.map((alert) => [alert.labels.case, alert]));
      },
      { timeout: 60_000, interval: 100 },
    );
    const seen = cases.map(({ story }, index) => ({
      story,
      firesItself: told.get(`${index} fires`)?.status.state,
      isInhibited: told.get(`${index} too`)?.status.state === 'suppressed',
    }));
    expect(seen).toEqual(cases.map(({ story, isInhibited }) => ({ story, firesItself: 'active', isInhibited })));
  });

  test('the cases name only alerts that exist', () => {
    const names = new Set(alertsOf(readRules()).map(({ alert }) => alert));
    const named = cases.flatMap(({ fires, too }) => [fires.alertname ?? '', too.alertname ?? '']);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});
