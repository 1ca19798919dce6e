import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** `ops/`, with a slash at its end. */
export const opsDirectory: string = fileURLToPath(new URL('../../../../ops/', import.meta.url));

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export type Rule = AlertRule | RecordingRule;

export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

/** A moment of a test, and the alerts that fire then. */
export interface AlertCase {
  readonly alertname: string;
  readonly eval_time: string;
  readonly exp_alerts?: readonly object[];
}

export interface RuleTestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly { readonly name: string; readonly alert_rule_test: readonly AlertCase[] }[];
}

/** The tests of the rules, by their paths in `ops/`. */
export const ruleTestPaths: readonly string[] = readdirSync(`${opsDirectory}prometheus/tests`).map(
  (name) => `prometheus/tests/${name}`,
);

/** Every scalar is text, as promtool reads it: `0x10` is a zero and ten more of it, not sixteen. */
export function readRuleTests(path: string): RuleTestFile {
  return parse(readFileSync(opsDirectory + path, 'utf8'), { schema: 'failsafe' }) as RuleTestFile;
}

/** A file of `ops/`, as YAML. */
export function readOps<Content>(path: string): Content {
  return parse(readFileSync(opsDirectory + path, 'utf8'), { merge: true }) as Content;
}

export function readRules(): RuleFile {
  return readOps<RuleFile>('prometheus/db-watchdog.rules.yml');
}

/** The alerts of the rules, in their order. */
export function alertsOf({ groups }: RuleFile): readonly AlertRule[] {
  return groups.flatMap(({ rules }) => rules.filter((rule) => 'alert' in rule));
}
