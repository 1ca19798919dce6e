import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readOps } from './rule-files.ts';
import { shortened } from './shortened.ts';
import { startProgram } from './start-program.ts';

/** An alert as Alertmanager's API tells it. */
export interface ToldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: {
    readonly state: 'active' | 'suppressed' | 'unprocessed';
    readonly inhibitedBy: readonly string[];
  };
}

export interface Alertmanager {
  /** `127.0.0.1:40123`, as Prometheus wants it. */
  readonly target: string;
  /** What fires now, inhibited or not. What was resolved is not among it. */
  alerts(): Promise<readonly ToldAlert[]>;
  /** Says that these fire, as Prometheus does. */
  post(alerts: readonly { readonly labels: Readonly<Record<string, string>> }[]): Promise<void>;
}

/** What a receiver is sent. */
export interface Notification {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly endsAt: string;
  }[];
}

interface Receiver {
  readonly name: string;
  readonly webhook_configs?: readonly { readonly url: string }[];
}

/**
 * Starts Alertmanager with the repository's routing, in which minutes are seconds and every webhook goes to one place.
 *
 * @param hooks each receiver's messages go here, to a path of its own name
 */
export async function startAlertmanager(directory: string, hooks: string): Promise<Alertmanager> {
  const given = shortened(readOps<{ readonly receivers: readonly Receiver[] }>('alertmanager/alertmanager.yml'));
  const receivers = given.receivers.map(({ name, webhook_configs }) => ({
    name,
    ...(webhook_configs && { webhook_configs: webhook_configs.map((one) => ({ ...one, url: `${hooks}/${name}` })) }),
  }));
  const file = join(directory, 'alertmanager.yml');
  writeFileSync(file, stringify({ ...given, receivers }));
  const address = await startProgram('prometheus-alertmanager', [
    `--config.file=${file}`,
    `--storage.path=${join(directory, 'alertmanager')}`,
    '--cluster.listen-address=',
  ]);
  const url = `${address}/api/v2/alerts`;
  return {
    target: new URL(address).host,
    alerts: async () => (await (await fetch(url)).json()) as readonly ToldAlert[],
    async post(alerts) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(alerts) });
      if (answer.status !== 200) throw new Error(`Alertmanager refuses: ${answer.status} ${await answer.text()}`);
    },
  };
}
