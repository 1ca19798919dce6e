import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { StatusDocument } from '../../src/status/status-document.ts';
import { build } from '../daemon.ts';
import { simpleFiles } from '../watched-project.ts';
import { dashboardChoices, dashboardQueries, metricsOfQuery } from './dashboard-queries.ts';
import { hasPrograms } from './has-programs.ts';
import { type MonitoredStack, monitoredStack } from './monitored-stack.ts';
import { alertsOf, readRules } from './rule-files.ts';
import type { ToldAlert } from './start-alertmanager.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
/** Long, for a machine that does much else; what is waited for takes a second or a few. */
const soon = { timeout: 120_000, interval: 100 };

describe.skipIf(!hasPrograms('prometheus', 'prometheus-alertmanager'))('a real Prometheus and Alertmanager', () => {
  beforeAll(build);

  test('tell what happens to the databases, and when it is over', { timeout: 600_000 }, async () => {
    const stack = await monitoredStack();
    await quietAtFirst(stack);
    await droppedTable(stack);
    await labelsAndPanels(stack);
    await restoredTable(stack);
    await stoppedDatabase(stack);
    await killedDaemon(stack);
  });
});

/** Both apps are scraped, by OpenMetrics, and nothing fires but the heartbeat. */
async function quietAtFirst({ daemon, prometheus, alertmanager, sentTo }: MonitoredStack): Promise<void> {
  const isLookedAt = ({ verdict, databases }: StatusDocument): boolean =>
    verdict === 'true' && databases.every(({ checks }) => checks.length > 1);
  await daemon.until(isLookedAt, soon.timeout);
  await vi.waitFor(async () => {
    const targets = await prometheus.ask<{ activeTargets: { labels: object; health: string; lastError: string }[] }>(
      'targets',
    );
    expect(targets.activeTargets.map(({ health, lastError }) => ({ health, lastError }))).toEqual([
      { health: 'up', lastError: '' },
      { health: 'up', lastError: '' },
    ]);
    expect((await alertmanager.alerts()).map(({ labels }) => labels.alertname)).toEqual(['DbWatchdogAlwaysFiring']);
    expect(sentTo('heartbeat').at(-1)).toMatchObject({ status: 'firing' });
  }, soon);
  // Without the end of its name: that is how OpenMetrics calls a counter, so it was read as such.
  expect(await prometheus.ask('metadata?metric=db_watchdog_checks')).toMatchObject({
    db_watchdog_checks: [{ type: 'counter' }],
  });
}

/** A table is dropped by hand: who is on duty is told, of the right database, with a page that exists. */
async function droppedTable({ shop, alertmanager, sentTo }: MonitoredStack): Promise<void> {
  await shop.query('drop table agents');
  const drift = await firing(alertmanager, 'SchemaDriftCritical', { database: 'shop' });
  expect(drift.labels).toEqual({
    alertname: 'SchemaDriftCritical',
    job: 'db-watchdog',
    database: 'shop',
    severity: 'critical',
  });
  expect(drift.status).toMatchObject({ state: 'active', inhibitedBy: [] });
  expect(drift.annotations).toMatchObject({ summary: 'shop lacks what queries need' });
  expect(existsSync(repository + drift.annotations.runbook_url)).toBe(true);
  await told(sentTo, 'night', drift.labels, 'firing');
  await told(sentTo, 'day', { alertname: 'SchemaChangedOutsideMigrations' }, 'firing');
}

/** What rules and dashboard ask for is on the live endpoints, with the labels they use, and no panel is empty. */
async function labelsAndPanels({ prometheus, daemon, backendAddress }: MonitoredStack): Promise<void> {
  const live = (await daemon.metrics()) + (await (await fetch(`${backendAddress}/metrics`)).text());
  const queries = dashboardQueries();
  const rules = readRules().groups.flatMap((group) => group.rules.map(({ expr }) => expr));
  for (const expr of [...rules, ...queries.map((query) => query.expr)]) {
    for (const { metric, labels } of metricsOfQuery(expr)) {
      expect(live, `${metric} of ${expr}`).toMatch(new RegExp(`^${metric}(?:\\{|_bucket\\{| )`, 'm'));
      const known = new Set((await prometheus.series(metric)).flatMap((one) => Object.keys(one)));
      expect(
        labels.filter((label) => !known.has(label)),
        `labels of ${metric} in ${expr}`,
      ).toEqual([]);
    }
  }
  for (const { panel, expr, shows } of queries) {
    const result = await vi.waitFor(async () => {
      const series = await prometheus.query(expr);
      expect(series, `${panel}: ${expr}`).not.toEqual([]);
      return series;
    }, soon);
    const labels = new Set(result.flatMap(({ metric }) => Object.keys(metric)));
    expect(
      shows.filter((label) => !labels.has(label)),
      `labels that ${panel} shows`,
    ).toEqual([]);
    // A quantile of no observations is not a number: the part that reads the log is not looked at here.
    expect(
      result.some(({ value }) => Number.isFinite(value)),
      `${panel}: ${JSON.stringify(result)}`,
    ).toBe(true);
  }
  // The choice of databases at the head of the dashboard.
  for (const { metric, label } of dashboardChoices()) {
    const values = await prometheus.ask<readonly string[]>(`label/${label}/values?match[]=${metric}`);
    expect(values, label).toEqual(['app', 'shop']);
  }
  const loaded = await prometheus.ask<{ groups: { rules: { name: string; health: string; lastError?: string }[] }[] }>(
    'rules',
  );
  const all = loaded.groups.flatMap(({ rules: some }) => some);
  expect(all.filter(({ health }) => health !== 'ok')).toEqual([]);
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(alertsOf(readRules()).map(({ alert }) => alert)));
}

/** The table is back: the alert is gone, and who was called is told so. */
async function restoredTable({ shop, alertmanager, sentTo }: MonitoredStack): Promise<void> {
  await shop.query(simpleFiles['002_agents.sql'] ?? '');
  await gone(alertmanager, 'SchemaDriftCritical');
  await told(sentTo, 'night', { alertname: 'SchemaDriftCritical' }, 'resolved');
}

/** The server stops: one alert a database, and what follows from it is held back. */
async function stoppedDatabase({ server, alertmanager, sentTo }: MonitoredStack): Promise<void> {
  server.kill('SIGINT');
  for (const database of ['app', 'shop']) {
    const cause = await firing(alertmanager, 'PostgresUnreachable', { database });
    expect(cause.labels.severity).toBe('critical');
    expect(cause.status.state).toBe('active');
    const stale = await firing(alertmanager, 'DbWatchdogCheckStale', { database, check: 'history' });
    expect(stale.status).toEqual(expect.objectContaining({ state: 'suppressed', inhibitedBy: [cause.fingerprint] }));
  }
  // Still true for a quarter of an hour, and of a database that does not answer: no news.
  const changed = await firing(alertmanager, 'SchemaChangedOutsideMigrations', { database: 'shop' });
  expect(changed.status.state).toBe('suppressed');
  await told(sentTo, 'night', { alertname: 'PostgresUnreachable' }, 'firing');
}

/** The watchdog itself is killed: that it is gone is told, and what it said is no longer. */
async function killedDaemon({ daemon, alertmanager, sentTo }: MonitoredStack): Promise<void> {
  daemon.child.kill('SIGKILL');
  const down = await firing(alertmanager, 'DbWatchdogDown', { job: 'db-watchdog' });
  expect(down.labels).toMatchObject({ severity: 'critical', instance: new URL(daemon.address).host });
  expect(down.annotations.runbook_url).toBe('docs/runbooks/DbWatchdogDown.md');
  await gone(alertmanager, 'PostgresUnreachable');
  await told(sentTo, 'night', down.labels, 'firing');
}

type Alerts = Pick<MonitoredStack['alertmanager'], 'alerts'>;

function firing({ alerts }: Alerts, alertname: string, labels: Readonly<Record<string, string>>): Promise<ToldAlert> {
  return vi.waitFor(async () => {
    const all = await alerts();
    const found = all.find((alert) => hasLabels(alert, { alertname, ...labels }));
    if (found === undefined)
      throw new Error(`${alertname} does not fire; ${JSON.stringify(all.map((one) => one.labels))}`);
    return found;
  }, soon);
}

function gone({ alerts }: Alerts, alertname: string): Promise<void> {
  return vi.waitFor(async () => {
    expect((await alerts()).filter(({ labels }) => labels.alertname === alertname)).toEqual([]);
  }, soon);
}

/** Waits until a receiver was told of an alert, and this was the last of it. One message may tell of several. */
function told(
  sentTo: MonitoredStack['sentTo'],
  receiver: string,
  labels: Readonly<Record<string, string>>,
  status: string,
): Promise<void> {
  return vi.waitFor(() => {
    const all = sentTo(receiver).flatMap(({ alerts }) => alerts);
    const ofIt = all.filter((alert) => hasLabels(alert, labels));
    expect(ofIt.at(-1)?.status, JSON.stringify(all, null, 1)).toBe(status);
  }, soon);
}

function hasLabels(alert: Pick<ToldAlert, 'labels'>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
}
