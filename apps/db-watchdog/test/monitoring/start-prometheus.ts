import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readOps, readRules } from './rule-files.ts';
import { shortened } from './shortened.ts';
import { startProgram } from './start-program.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Prometheus {
  /** The series that a query gives now, with their values. */
  query(expr: string): Promise<readonly { readonly metric: Labels; readonly value: number }[]>;
  /** The labels of all series with this selector. */
  series(selector: string): Promise<readonly Labels[]>;
  /** `data` of any other question to its API. */
  ask<Data>(path: string): Promise<Data>;
}

/** Where the hosts that `prometheus.yml` names are in this test, as `host:port`. */
export type Places = Readonly<Record<'db-watchdog:9847' | 'backend:3000' | 'alertmanager:9093', string>>;

/**
 * Starts Prometheus with the repository's configuration and rules. Three things are not as they are there: it looks and
 * decides every second, minutes of waiting are seconds, and the hosts are where the test has them.
 */
export async function startPrometheus(directory: string, places: Places): Promise<Prometheus> {
  const rules = join(directory, 'rules.yml');
  writeFileSync(rules, stringify(shortened(readRules())));
  const config = readOps<object>('prometheus/prometheus.yml');
  const timing = { scrape_interval: '1s', evaluation_interval: '1s' };
  let text = stringify({ ...config, global: timing, rule_files: [rules] });
  for (const [there, here] of Object.entries(places)) {
    if (!text.includes(there)) throw new Error(`ops/prometheus/prometheus.yml does not name ${there}.`);
    text = text.replaceAll(there, here);
  }
  const file = join(directory, 'prometheus.yml');
  writeFileSync(file, text);
  const address = await startProgram('prometheus', [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(directory, 'prometheus')}`,
    // It tells what still fires again this often; Alertmanager takes silence for the end.
    '--rules.alert.resend-delay=1s',
  ]);
  const ask = async <Data>(path: string): Promise<Data> => {
    const answer = (await (await fetch(`${address}/api/v1/${path}`)).json()) as Answer<Data>;
    if (answer.status !== 'success') throw new Error(`Prometheus refuses ${path}: ${answer.error}`);
    return answer.data;
  };
  return {
    ask,
    series: (selector) => ask<readonly Labels[]>(`series?match[]=${encodeURIComponent(selector)}`),
    async query(expr) {
      const { result } = await ask<QueryResult>(`query?query=${encodeURIComponent(expr)}`);
      return result.map(({ metric, value: [, text] }) => ({ metric, value: Number(text) }));
    },
  };
}

type Answer<Data> =
  | { readonly status: 'success'; readonly data: Data }
  | { readonly status: 'error'; readonly error: string };

interface QueryResult {
  readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[];
}
