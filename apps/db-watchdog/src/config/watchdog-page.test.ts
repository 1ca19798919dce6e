import { readFileSync } from 'node:fs';
import { severities } from '@plumbline/engine';
import { expect, test } from 'vitest';
import { failureReasons } from '../check/check-failure.ts';
import { partOutcomes, skipReasons } from '../check/check-result.ts';
import { ownFindingCodes } from '../check/finding-kinds.ts';
import { areas } from '../check/watch-finding.ts';
import { REFUSED_SQLSTATES } from '../log-sql/refused-sqlstates.ts';
import { createMetricSet } from '../metrics/metric-set.ts';
import { migrationSeries } from '../metrics/migration-series.ts';
import { notificationResults } from '../notify/channel-queue.ts';
import { channelNames } from '../notify/queued-message.ts';
import { statusFields } from '../status/status-fields.ts';
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

test('docs/watchdog.md has every value that a label can have', () => {
  const sets = {
    check: areas,
    'result of a check': partOutcomes,
    'reason of an error': failureReasons,
    'reason of a look that was skipped': skipReasons,
    'state of migrations': migrationSeries,
    channel: channelNames,
    'result of a message': notificationResults,
    severity: severities,
  };
  const quoted = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');
  const sqlstates = `| \`sqlstate\` | ${quoted(REFUSED_SQLSTATES)}; of broken queries also \`other\` |`;
  const labels = Object.entries(sets).map(
    ([label, values]) => `| ${label.replace(/^\w+/, '`$&`')} | ${quoted(values)} |`,
  );
  const told = rows('Labels');
  expect(told.slice(1, -1).filter((row) => row !== sqlstates)).toEqual(labels);
  expect(told).toContain(sqlstates);
  expect(told.at(-1)).toContain(`own: ${quoted(Object.keys(ownFindingCodes))} |`);
});

test('docs/watchdog.md has every field of /api/status, with what it means', () => {
  expect(rows('Status as JSON')).toEqual(
    Object.entries(statusFields).map(([name, means]) => `| \`${name}\` | ${means} |`),
  );
});
