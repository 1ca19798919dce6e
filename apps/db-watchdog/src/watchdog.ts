import { randomUUID } from 'node:crypto';
import type { ReadFully } from './check/read-in-worker.ts';
import type { TargetConfig, WatchdogConfig } from './config/watchdog-config.ts';
import { type HttpServer, serve } from './http/serve.ts';
import { watchdogRoutes } from './http/watchdog-routes.ts';
import type { Log } from './log-line.ts';
import { createMetricSet } from './metrics/metric-set.ts';
import { prepareSeries } from './metrics/prepare-series.ts';
import { countCheck, showStates } from './metrics/show-state.ts';
import { channelsOf } from './notify/channels.ts';
import { composeMessage } from './notify/compose-message.ts';
import { createOutbox, type Outbox } from './notify/outbox.ts';
import { planMessage } from './notify/plan-message.ts';
import { channelNames } from './notify/queued-message.ts';
import { intervalOf, type Schedule, scheduleChecks } from './schedule/schedule-checks.ts';
import { foldCheck, schemaChange } from './state/fold-check.ts';
import { openStateStore, type StateStore } from './state/state-store.ts';
import { verdictOf } from './state/verdict.ts';
import { type StatusDocument, statusDocument } from './status/status-document.ts';
import { createTargetWatch, type TargetWatch } from './target-watch.ts';
import { transitionText } from './transition-text.ts';

export interface WatchdogOptions {
  readonly config: WatchdogConfig;
  readonly version: string;
  readonly log: Log;
  readonly readFully: ReadFully;
}

/** A watchdog that runs. */
export interface Watchdog {
  /** Where it listens. */
  readonly address: string;
  /** Looks at every database now, and reads everything. Resolves when all were looked at. */
  checkNow(): Promise<void>;
  status(): StatusDocument;
  /** Gives up what runs, writes the state and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts watching: the port first, so that metrics are there whatever the databases do; then a check of each.
 *
 * @throws Node's error when the port is taken or a TLS file cannot be read
 */
export async function startWatchdog({ config, version, log, readFully }: WatchdogOptions): Promise<Watchdog> {
  const startedAt = new Date().toISOString();
  const metrics = createMetricSet();
  prepareSeries(metrics, config, intervalOf(config.schedule) / 1000, version);
  let outbox: Outbox | null = null;
  const { store, queue } = openStateStore({
    path: config.stateFile,
    targets: config.targets.map(({ name }) => name),
    queue: () => outbox?.queue() ?? queue,
    onWarning: (message) => log('warning', message),
  });
  outbox = createOutbox({
    channels: channelsOf(config.notify),
    queue,
    onResult: (channel, result, note) => {
      metrics.notifications.inc({ channel, result });
      if (result !== 'sent') log('warning', `A message by ${channel}: ${result}${note === null ? '' : `, ${note}`}.`);
    },
    onChange: () => store.save(),
  });
  const show = (): void => showStates(metrics, config.targets.map(({ name }) => store.target(name)));
  const watches = config.targets.map((target) => {
    const watch = createTargetWatch(target, config, readFully, store);
    return { watch, schedule: scheduleTarget(target, watch) };
  });

  function scheduleTarget(target: TargetConfig, watch: TargetWatch): Schedule {
    return scheduleChecks({
      expression: config.schedule,
      name: target.name,
      jitterMs: config.jitterMs,
      run: async (isForced) => {
        await lookAt(target, watch, isForced, { config, store, metrics, outbox: outbox as Outbox, log });
        show();
      },
      onOverlap: () => metrics.checksSkipped.inc({ database: target.name, reason: 'overlap' }),
      onWarning: (message) => log('warning', `${target.name}: ${message}`),
    });
  }

  const status = (): StatusDocument => {
    const next = watches.flatMap(({ schedule }) => schedule.nextRun() ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    const frame = {
      version,
      startedAt,
      schedule: config.schedule,
      nextCheckAt: next?.toISOString() ?? null,
      messagesWaiting: outbox?.queue().length ?? 0,
    };
    return statusDocument(config.targets.map(({ name }) => store.target(name)), frame, new Date());
  };
  const checkNow = async (): Promise<void> => {
    await Promise.all(watches.map(({ schedule }) => schedule.now()));
  };
  const metricsText = (): Promise<string> => {
    metrics.residentMemory.set(process.memoryUsage.rss());
    const waiting = outbox?.queue() ?? [];
    for (const channel of channelNames) {
      metrics.notificationsWaiting.set({ channel }, waiting.filter((queued) => queued.channel === channel).length);
    }
    return metrics.registry.metrics();
  };
  show();
  let server: HttpServer;
  try {
    const routes = watchdogRoutes({ status, metricsText, checkNow });
    server = await serve(config.http, routes, (error) => log('error', `A request failed: ${String(error)}`));
  } catch (error) {
    await Promise.all(watches.map(({ schedule }) => schedule.stop()));
    throw error;
  }
  return {
    address: server.address,
    checkNow,
    status,
    async stop() {
      for (const { watch } of watches) watch.abort();
      await Promise.all(watches.map(({ schedule }) => schedule.stop()));
      await Promise.all(watches.map(({ watch }) => watch.close()));
      await server.close();
      await outbox?.stop();
      store.save();
      await store.flush();
    },
  };
}

interface Surroundings {
  readonly config: WatchdogConfig;
  readonly store: StateStore;
  readonly metrics: ReturnType<typeof createMetricSet>;
  readonly outbox: Outbox;
  readonly log: Log;
}

/** One check of one database, from the question to what is told of it. */
async function lookAt(
  target: TargetConfig,
  watch: TargetWatch,
  isForced: boolean,
  { config, store, metrics, outbox, log }: Surroundings,
): Promise<void> {
  const result = await watch.look(isForced);
  if (result === null) return;
  const before = store.target(target.name);
  const folded = foldCheck(before, result);
  const change = schemaChange(before, result);
  if (change !== null) metrics.schemaChanges.inc({ database: target.name, origin: change.origin });
  countCheck(metrics, target.name, result);
  const now = new Date();
  const { message, told } = planMessage(folded.findings, folded.told, config.notify, now);
  store.setTarget({ ...folded, told });
  store.save();
  if (verdictOf(before) !== verdictOf(folded) || before.up === null) log(...transitionText(folded));
  if (message !== null) outbox.put(composeMessage(message, randomUUID(), target.name, now, config.notify.pageUrl));
}
