import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingKinds } from '../check/finding-kinds.ts';
import { createMetricSet } from '../metrics/metric-set.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const rules = read('ops/prometheus/db-watchdog.rules.yml');
const alerts = rules
  .split(/^\s+- alert: /m)
  .slice(1)
  .map((text) => ({ name: text.split('\n')[0] ?? '', text: text.split(/^ {2}- name: /m)[0] ?? '' }));
const dashboards = existsSync(new URL('ops/grafana/dashboards/', root))
  ? readdirSync(new URL('ops/grafana/dashboards/', root)).filter((name) => name.endsWith('.json'))
  : [];

async function knownMetrics(): Promise<ReadonlySet<string>> {
  const own = (await createMetricSet().registry.getMetricsAsJSON()).map(({ name }) => name);
  const backend = read('apps/backend/src/metrics/service-metrics.ts').matchAll(/name: '((?:backend|http)_\w+)'/g);
  return new Set([...own, ...[...backend].map(([, name]) => name ?? '')]);
}

/** The metrics that a text names, a histogram's series as the histogram. Recorded names have colons and are no metrics. */
function metricsOf(text: string): readonly string[] {
  const names = text.match(/(?<![\w:/-])(?:db_watchdog|backend|http)_[a-z_]+(?![\w:])/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_seconds_(?:bucket|sum|count)$/, '_seconds')))];
}

describe('the alert rules', () => {
  it('are found in the file', () => {
    expect(alerts.length).toBeGreaterThan(20);
  });

  it.each(alerts)('$name has a severity, a time, two texts and a runbook that exists', ({ name, text }) => {
    expect(text).toMatch(/^ {8}for: \d+[smh]$/m);
    expect(text).toMatch(/^ {10}severity: (?:critical|warning|info|none)$/m);
    expect(text).toMatch(/^ {10}summary: \S/m);
    expect(text).toMatch(/^ {10}description: \S/m);
    expect(text).toContain(`runbook_url: docs/runbooks/${name}.md\n`);
    expect(read(`docs/runbooks/${name}.md`)).toMatch(
      new RegExp(`^# ${name}\n[^]+## Look here first\n[^]+## What to do\n`),
    );
    expect(read('docs/runbooks/README.md')).toContain(`[${name}](${name}.md)`);
  });

  it('leave no runbook without an alert', () => {
    const pages = readdirSync(new URL('docs/runbooks/', root)).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(alerts.map(({ name }) => `${name}.md`).sort());
  });

  it('name only metrics that exist', async () => {
    const named = metricsOf(rules);
    const known = await knownMetrics();
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(['db-watchdog.rules.yml', 'tests/database.test.yml', 'tests/days.test.yml'])(
    '%s names only kinds of findings that exist',
    (file) => {
      const matches = [...read(`ops/prometheus/${file}`).matchAll(/kind(?:=|!~)"([^"]+)"/g)];
      const named = matches.flatMap(([, kinds]) => kinds?.split('|') ?? []);
      const isKnown = (pattern: string) =>
        Object.keys(findingKinds).some((kind) => new RegExp(`^${pattern}$`).test(kind));
      expect(named.length).toBeGreaterThan(1);
      expect(named.filter((pattern) => !isKnown(pattern))).toEqual([]);
    },
  );
});

describe.each(dashboards)('the dashboard %s', (file) => {
  const text = read(`ops/grafana/dashboards/${file}`);

  it('has a schema version and asks the data source of its variable everywhere', () => {
    const board = JSON.parse(text);
    expect(board.schemaVersion).toBeGreaterThanOrEqual(36);
    expect(board.templating.list).toContainEqual(expect.objectContaining({ name: 'datasource', type: 'datasource' }));
    for (const panel of board.panels) expect(panel.datasource.uid, panel.title).toBe(`\${datasource}`);
  });

  it('uses only variables that it has', () => {
    const board = JSON.parse(text);
    const own = board.templating.list.map(({ name }: { name: string }) => name);
    const used = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
    expect(used.filter((name) => !name.startsWith('__') && !own.includes(name))).toEqual([]);
    expect(own.filter((name: string) => !used.includes(name))).toEqual([]);
  });

  it('gives its panels places of their own', () => {
    const board = JSON.parse(text);
    const ids = board.panels.map(({ id }: { id: number }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = board.panels.flatMap(
      ({ gridPos: { x, y, w, h } }: { gridPos: Record<'x' | 'y' | 'w' | 'h', number> }) =>
        Array.from({ length: w * h }, (_cell, at) => `${x + (at % w)}:${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.every((cell: string) => Number(cell.split(':')[0]) < 24)).toBe(true);
  });

  it('names only metrics that exist', async () => {
    const named = metricsOf(text);
    const known = await knownMetrics();
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
