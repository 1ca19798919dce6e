import { readFileSync } from 'node:fs';
import { opsDirectory } from './rule-files.ts';

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string; readonly legendFormat?: string }[];
  readonly transformations?: readonly {
    readonly options: { readonly indexByName?: Readonly<Record<string, number>> };
  }[];
}

/** One query of the dashboard as Grafana sends it, and what the panel does with its labels. */
export interface DashboardQuery {
  readonly panel: string;
  readonly expr: string;
  /** Labels that the legend or a column of the table shows. */
  readonly shows: readonly string[];
}

/** Columns of a table that are no labels. */
const NO_LABELS: ReadonlySet<string> = new Set(['Time', 'Value']);

/** Every query of the dashboard, its variables filled in: all databases, and a rate over what a test has lived. */
export function dashboardQueries(): readonly DashboardQuery[] {
  return readDashboard().panels.flatMap(({ title, targets, transformations = [] }) =>
    targets.map(({ expr, legendFormat = '' }) => ({
      panel: title,
      expr: expr.replaceAll('$database', '.*').replaceAll('$__rate_interval', '1m'),
      shows: [
        ...[...legendFormat.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label]) => label ?? ''),
        ...transformations.flatMap(({ options }) => Object.keys(options.indexByName ?? {})),
      ].filter((name) => !NO_LABELS.has(name)),
    })),
  );
}

/** What the variables of the dashboard are filled from: `label_values(metric, label)`. */
export function dashboardChoices(): readonly { readonly metric: string; readonly label: string }[] {
  const asked = readDashboard().templating.list.filter(({ type }) => type === 'query');
  return asked.map(({ query }) => {
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(query.query) ?? [];
    if (metric === undefined || label === undefined) throw new Error(`This is asked in another way: ${query.query}`);
    return { metric, label };
  });
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly type: string; readonly query: { readonly query: string } }[];
  };
}

function readDashboard(): Dashboard {
  return JSON.parse(readFileSync(`${opsDirectory}grafana/dashboards/db-watchdog.json`, 'utf8')) as Dashboard;
}

interface UsedMetric {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** The metrics of a query, each with the labels that the query selects or groups it by. What was recorded is no metric. */
export function metricsOfQuery(expr: string): readonly UsedMetric[] {
  return expr.split(' or ').flatMap((side) => {
    const grouped = [...side.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/));
    const metrics = side.matchAll(/(?<![\w:])((?:db_watchdog|backend|http)_[a-z_]+)(?![\w:])(?:\{([^}]*)\})?/g);
    return [...metrics].map(([, metric = '', matchers = '']) => {
      const selected = [...matchers.matchAll(/(\w+)[=!]~?=?"/g)].map(([, label = '']) => label);
      return { metric, labels: [...new Set([...grouped, ...selected])] };
    });
  });
}
