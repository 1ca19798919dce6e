import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { hasPrograms } from './has-programs.ts';
import { alertsOf, type Rule, type RuleTestFile, readRules, readRuleTests, ruleTestPaths } from './rule-files.ts';
import { mutantsOfAlert, mutantsOfExpression } from './rule-mutants.ts';

const rules = readRules();
const alerts = alertsOf(rules);
const testFiles = ruleTestPaths.map(readRuleTests);
const recorded = rules.groups.flatMap((group) => group.rules.filter((rule) => 'record' in rule));

/** A forecast that is exactly 1 cannot be made: here "at least" and "more than" are the same. */
const NEVER_EXACT = 'predict_linear(db_watchdog_sequence_used_ratio[6h], 30 * 86400) >= 1';

/** The tests that say something of these alerts, and nothing of others. */
function testsOf(names: readonly string[]): readonly RuleTestFile[] {
  return testFiles.flatMap((file) => {
    const tests = file.tests.flatMap((one) => {
      const cases = one.alert_rule_test.filter(({ alertname }) => names.includes(alertname));
      return cases.length === 0 ? [] : [{ ...one, alert_rule_test: cases }];
    });
    return tests.length === 0 ? [] : [{ ...file, tests }];
  });
}

interface Trial {
  readonly what: string;
  readonly rules: readonly Rule[];
  readonly tests: readonly RuleTestFile[];
}

/** One alert with one thing wrong, and what it reads. */
function alertTrials(): readonly Trial[] {
  return alerts.flatMap((alert) => {
    const tests = testsOf([alert.alert]);
    const reads = recorded.filter(({ record }) => alert.expr.includes(record));
    return mutantsOfAlert(alert, tests[0]?.evaluation_interval ?? '1m').map(({ what, rule }) => ({
      what: `${alert.alert}: ${what}`,
      rules: [...reads, rule],
      tests,
    }));
  });
}

/** One recorded series that alerts read with one thing wrong, and those alerts. */
function recordTrials(): readonly Trial[] {
  return recorded.flatMap((record) => {
    const readers = alerts.filter(({ expr }) => expr.includes(record.record));
    const tests = testsOf(readers.map(({ alert }) => alert));
    if (readers.length === 0) return [];
    return mutantsOfExpression(record).map(({ what, rule }) => ({
      what: `${record.record}: ${what}`,
      rules: [rule, ...readers],
      tests,
    }));
  });
}

/** Which of these the tests do not notice. One promtool for all of them. */
async function unnoticed(trials: readonly Trial[]): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'rule-mutants-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const files = trials.flatMap((trial, index) => {
    writeFileSync(
      join(directory, `${index}.rules.yml`),
      stringify({ groups: [{ name: 'changed', rules: trial.rules }] }),
    );
    return trial.tests.map((tests, part) => {
      const path = join(directory, `${index}.${part}.test.yml`);
      const changed = { ...tests, rule_files: [`${index}.rules.yml`], group_eval_order: ['changed'] };
      writeFileSync(path, stringify(changed, { aliasDuplicateObjects: false }));
      return path;
    });
  });
  // Success is told on one stream and failure on the other: one file keeps their order.
  const output = join(directory, 'said');
  const stream = openSync(output, 'w');
  await once(spawn('promtool', ['test', 'rules', ...files], { stdio: ['ignore', stream, stream] }), 'close');
  closeSync(stream);
  const said = readFileSync(output, 'utf8');
  const noticed = new Set<number>();
  const reports = said.split(/^Unit Testing: +/m).slice(1);
  expect(reports).toHaveLength(files.length);
  for (const report of reports) {
    const [, index] = /(\d+)\.\d+\.test\.yml\n/.exec(report) ?? [];
    if (/ {2}FAILED:\n {4}name: /.test(report)) noticed.add(Number(index));
    else expect(report).toMatch(/ {2}SUCCESS\n/);
  }
  return trials.flatMap(({ what }, index) => (noticed.has(index) ? [] : [what]));
}

describe.skipIf(!hasPrograms('promtool'))('the tests of the alerts', () => {
  test('pass with the rules as they are, each alert by itself', { timeout: 300_000 }, async () => {
    const trials = alerts.map((alert) => ({
      what: alert.alert,
      rules: [...recorded.filter(({ record }) => alert.expr.includes(record)), alert],
      tests: testsOf([alert.alert]),
    }));
    expect(await unnoticed(trials)).toEqual(alerts.map(({ alert }) => alert));
  });

  test('notice another waiting time, another threshold and a lost condition', { timeout: 300_000 }, async () => {
    const trials = [...alertTrials(), ...recordTrials()];
    expect(trials.length).toBeGreaterThan(100);
    const notNoticed = await unnoticed(trials);
    expect(notNoticed.filter((what) => !what.endsWith(NEVER_EXACT))).toEqual([]);
  });
});
