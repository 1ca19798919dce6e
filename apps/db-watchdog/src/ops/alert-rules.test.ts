import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasPrograms } from '../../test/monitoring/has-programs.ts';
import { alertsOf, readRules, readRuleTests, ruleTestPaths } from '../../test/monitoring/rule-files.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const run = (command: string, ...args: readonly string[]) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 120_000 });
  return { status, stdout, said: `${stdout}${stderr}${error?.message ?? ''}` };
};

describe('the tests of the alerts', () => {
  const cases = ruleTestPaths.flatMap((path) => readRuleTests(path).tests.flatMap((one) => one.alert_rule_test));
  const alerts = alertsOf(readRules());

  it('are of alerts that exist', () => {
    const names = new Set(alerts.map(({ alert }) => alert));
    expect(cases.filter(({ alertname }) => !names.has(alertname))).toEqual([]);
  });

  it.each(alerts)('see $alert fire', ({ alert }) => {
    const fires = cases.filter(({ alertname, exp_alerts = [] }) => alertname === alert && exp_alerts.length > 0);
    expect(fires).not.toEqual([]);
  });

  // The heartbeat is never silent. That the silence is just below the threshold is what test/monitoring/alert-mutants holds.
  it.each(alerts.filter(({ expr }) => expr !== 'vector(1)'))('see $alert stay silent', ({ alert }) => {
    const silences = cases.filter(({ alertname, exp_alerts = [] }) => alertname === alert && exp_alerts.length === 0);
    expect(silences).not.toEqual([]);
  });
});

describe.skipIf(!hasPrograms('promtool'))('promtool', () => {
  it('reads the rules', () => {
    expect(run('promtool', 'check', 'rules', 'ops/prometheus/db-watchdog.rules.yml')).toMatchObject({ status: 0 });
  });

  it('reads the configuration', () => {
    expect(run('promtool', 'check', 'config', 'ops/prometheus/prometheus.yml')).toMatchObject({ status: 0 });
  });

  it('sees the alerts fire and end as their tests say', { timeout: 120_000 }, () => {
    const files = ruleTestPaths.map((path) => `ops/${path}`);
    expect(run('promtool', 'test', 'rules', ...files)).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!hasPrograms('amtool'))('amtool', () => {
  it('reads the routing', () => {
    expect(run('amtool', 'check-config', 'ops/alertmanager/alertmanager.yml')).toMatchObject({ status: 0 });
  });

  it.each([
    ['critical', 'night'],
    ['warning', 'day'],
    ['info', 'nobody'],
  ])('sends what is %s to %s', (severity, receiver) => {
    const file = '--config.file=ops/alertmanager/alertmanager.yml';
    const told = run('amtool', 'config', 'routes', 'test', file, `severity=${severity}`, 'alertname=Any');
    expect(told).toMatchObject({ status: 0, stdout: `${receiver}\n` });
  });

  it('sends the heartbeat to its own receiver', () => {
    const file = '--config.file=ops/alertmanager/alertmanager.yml';
    const told = run('amtool', 'config', 'routes', 'test', file, 'severity=none', 'alertname=DbWatchdogAlwaysFiring');
    expect(told).toMatchObject({ status: 0, stdout: 'heartbeat\n' });
  });
});
