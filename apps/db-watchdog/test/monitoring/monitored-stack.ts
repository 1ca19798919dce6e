import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, freePort, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import { onTestFinished } from 'vitest';
import { backend } from '../../../backend/test/backend-process.ts';
import { migrationsDirectory } from '../../../backend/test/migrated-database.ts';
import { type Daemon, startDaemon } from '../daemon.ts';
import { queryAt, simpleFiles, type WatchedProject, watchedProject } from '../watched-project.ts';
import { type WebhookReceiver, webhookReceiver } from '../webhook-receiver.ts';
import { type Alertmanager, type Notification, startAlertmanager } from './start-alertmanager.ts';
import { type Prometheus, startPrometheus } from './start-prometheus.ts';

/** All that `ops/` is about, in real processes on loopback: a server, the apps, Prometheus and Alertmanager. */
export interface MonitoredStack {
  readonly server: EmbeddedServer;
  /** The simple database beside the application's own, which is called `app`. */
  readonly shop: WatchedProject;
  readonly daemon: Daemon;
  readonly backendAddress: string;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  /** What a receiver of the routing was sent so far. */
  sentTo(receiver: string): readonly Notification[];
}

/** Has used more than half of its numbers, and has a series for that. */
const halfFullKey = `create table small (id smallint generated always as identity primary key);
select setval(pg_get_serial_sequence('small', 'id'), 20000);`;

/** Starts all of it; gone when the test ends. */
export async function monitoredStack(): Promise<MonitoredStack> {
  const directory = mkdtempSync(join(tmpdir(), 'monitored-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const server = (await startServer({ source: 'embedded', major: testServer().major as 18 })) as EmbeddedServer;
  onTestFinished(() => server.stop());
  const [app, shop] = await Promise.all(['app', 'shop'].map((name) => newDatabase(server.url, name)));
  const service = backend({ DATABASE_URL: app ?? '' });
  const project = await watchedProject({ ...simpleFiles, '003_small.sql': halfFullKey }, shop);
  const hooks = await webhookReceiver();
  const alertmanager = await startAlertmanager(directory, hooks.url);
  const backendAddress = await service.ready;
  const daemon = await startDaemon(project, {
    WATCHDOG_PORT: String(await freePort()),
    WATCHDOG_TARGETS: JSON.stringify([
      { name: 'app', url: app, migrations: migrationsDirectory },
      { name: 'shop', url: shop },
    ]),
  });
  const prometheus = await startPrometheus(directory, {
    'db-watchdog:9847': new URL(daemon.address).host,
    'backend:3000': new URL(backendAddress).host,
    'alertmanager:9093': alertmanager.target,
  });
  const sentTo = (receiver: string) => notificationsOf(hooks, receiver);
  return { server, shop: project, daemon, backendAddress, prometheus, alertmanager, sentTo };
}

async function newDatabase(serverUrl: string, name: string): Promise<string> {
  await queryAt(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function notificationsOf({ received }: WebhookReceiver, receiver: string): readonly Notification[] {
  return received.map(({ body }) => JSON.parse(body) as Notification).filter((one) => one.receiver === receiver);
}
