import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problems } from '../http/problems.ts';
import { createServiceMetrics } from '../metrics/service-metrics.ts';
import { variableNames } from './config.ts';

const page = readFileSync(new URL('../../../../docs/backend.md', import.meta.url), 'utf8');
const rowsOf = (pattern: RegExp): readonly string[] => [...page.matchAll(pattern)].map((match) => match[1] ?? '');

test('the page has a row for each variable, and for no other', () => {
  expect(rowsOf(/^\| `([A-Z][A-Z_]+)` \|/gm)).toEqual(variableNames);
});

test('the page has a row for each problem with its status', () => {
  const rows = rowsOf(/^\| (`\/problems\/[a-z-]+` \| \d+)/gm);
  expect(rows).toEqual(Object.entries(problems).map(([code, { status }]) => `\`/problems/${code}\` | ${status}`));
});

test('the page has a row for each metric', () => {
  const usage = () => ({ total: 0, idle: 0, waiting: 0 });
  const { registry } = createServiceMetrics({ pool: usage, buffered: () => 0, version: '0' });
  const own = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => /^(backend|http)_/.test(name));
  expect([...rowsOf(/^\| `((?:backend|http)_[a-z_]+)/gm)].sort()).toEqual([...own].sort());
});
