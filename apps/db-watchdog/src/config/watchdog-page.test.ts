import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetricSet } from '../metrics/metric-set.ts';
import { variables } from './variables.ts';

const page = readFileSync(new URL('../../../../docs/watchdog.md', import.meta.url), 'utf8');
const rows = (heading: string): readonly string[] =>
  (page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));

test('docs/watchdog.md has every variable, with what it means', () => {
  expect(rows('Variables')).toEqual(Object.entries(variables).map(([name, means]) => `| \`${name}\` | ${means} |`));
});

test('docs/watchdog.md has every metric, with its type and help', async () => {
  const metrics = await createMetricSet().registry.getMetricsAsJSON();
  expect(rows('Metrics')).toEqual(metrics.map(({ name, type, help }) => `| \`${name}\` | ${String(type)} | ${help} |`));
});
