import { setTimeout as pause } from 'node:timers/promises';
import type { ReadFully } from './check/read-in-child.ts';
import { createReadTurns, READS_AT_ONCE } from './check/read-turns.ts';
import type { WatchdogConfig } from './config/watchdog-config.ts';
import { serve } from './http/serve.ts';
import { watchdogRoutes } from './http/watchdog-routes.ts';
import type { Log } from './log-line.ts';
import { lookAt, type Surroundings } from './look-at.ts';
import { createMetricSet, type MetricSet } from './metrics/metric-set.ts';
import { prepareSeries } from './metrics/prepare-series.ts';
import { countCheck, showStates } from './metrics/show-state.ts';
import { channelsOf } from './notify/channels.ts';
import { createOutbox, type Outbox } from './notify/outbox.ts';
import { channelNames } from './notify/queued-message.ts';
import { intervalOf, type Schedule, scheduleChecks } from './schedule/schedule-checks.ts';
import { openStateStore } from './state/state-store.ts';
import type { TargetState } from './state/target-state.ts';
import { type StatusDocument, statusDocument } from './status/status-document.ts';
import { createTargetWatch, type TargetWatch } from './target-watch.ts';

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

/** What is being delivered when the watchdog stops may end; else it is sent again, under the same id, by the next one. */
const LAST_DELIVERY_MS = 3_000;

/** A check that is later than its own timeout and this did not happen. */
const LATE_MS = 30_000;

interface Watched {
  readonly watch: TargetWatch;
  readonly schedule: Schedule;
}

/**
 * Starts watching: the port first, so that metrics are there whatever the databases do. The first check is asked for by
 * `checkNow`.
 *
 * @throws CannotListen when the port is taken or a TLS file cannot be used; then nothing was begun and no message sent
 */
export async function startWatchdog({ config, version, log, readFully }: WatchdogOptions): Promise<Watchdog> {
  const startedAt = new Date().toISOString();
  const around = surroundings(config, version, log);
  const { store, metrics, outbox } = around;
  const states = (): readonly TargetState[] => config.targets.map(({ name }) => store.target(name));
  showStates(metrics, states());

  const due = new Map(states().map((state) => [state.name, dueAfter(state, config.schedule)]));
  const turns = createReadTurns(READS_AT_ONCE);
  let watched: readonly Watched[] = [];
  const checkNow = async (): Promise<void> => {
    await Promise.all(watched.map(({ schedule }) => schedule.now()));
  };
  const status = (): StatusDocument => {
    const nextCheckAt = soonest(watched)?.toISOString() ?? null;
    const messagesWaiting = outbox.queue().length;
    const graceMs = config.checkTimeoutMs + LATE_MS;
    const frame = { version, startedAt, schedule: config.schedule, nextCheckAt, messagesWaiting, graceMs };
    return statusDocument(states(), { ...frame, due: Object.fromEntries(due) }, new Date());
  };
  const routes = watchdogRoutes({ status, metricsText: () => metricsText(metrics, outbox), checkNow });
  const server = await serve(config.http, routes, (error) => log('error', `A request failed: ${String(error)}`));
  outbox.start();
  watched = config.targets.map((target) => {
    const watch = createTargetWatch(target, config, { readFully, turns, store });
    const run = async (isForced: boolean): Promise<void> => {
      await lookAt(target.name, watch, isForced, around);
      due.set(target.name, schedule.nextRun()?.toISOString() ?? null);
      showStates(metrics, states());
    };
    const schedule = scheduleTarget(target.name, config, run, around);
    return { watch, schedule };
  });
  return {
    address: server.address,
    checkNow,
    status,
    async stop() {
      for (const { watch } of watched) watch.abort();
      await Promise.all(watched.map(({ schedule }) => schedule.stop()));
      await Promise.all(watched.map(({ watch }) => watch.close()));
      await server.close();
      await Promise.race([outbox.stop(), pause(LAST_DELIVERY_MS)]);
      store.save();
      await store.flush();
    },
  };
}

interface MeasuredSurroundings extends Surroundings {
  readonly metrics: MetricSet;
}

/** What every check works with: memory, metrics, messages. */
function surroundings(config: WatchdogConfig, version: string, log: Log): MeasuredSurroundings {
  const metrics = createMetricSet();
  prepareSeries(metrics, config, intervalOf(config.schedule) / 1000, version);
  let outbox: Outbox | null = null;
  const { store, queue } = openStateStore({
    path: config.stateFile,
    targets: config.targets,
    queue: () => outbox?.queue() ?? [],
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
  const onChecked: Surroundings['onChecked'] = (name, result, change) => {
    if (change !== null) metrics.schemaChanges.inc({ database: name, origin: change.origin });
    countCheck(metrics, name, result);
  };
  return { notify: config.notify, store, metrics, outbox, log, onChecked };
}

function scheduleTarget(
  name: string,
  { schedule, jitterMs }: WatchdogConfig,
  run: (isForced: boolean) => Promise<void>,
  { metrics, log }: MeasuredSurroundings,
): Schedule {
  return scheduleChecks({
    expression: schedule,
    name,
    jitterMs,
    run,
    onOverlap: () => metrics.checksSkipped.inc({ database: name, reason: 'overlap' }),
    onWarning: (message) => log('warning', `${name}: ${message}`),
  });
}

/** When the check was due that came after the last one of an earlier process; null when nobody has looked yet. */
function dueAfter({ checks }: TargetState, schedule: string): string | null {
  const last = checks.at(-1);
  return last === undefined ? null : new Date(Date.parse(last.at) + intervalOf(schedule)).toISOString();
}

function soonest(watched: readonly Watched[]): Date | undefined {
  const dates = watched.flatMap(({ schedule }) => schedule.nextRun() ?? []);
  return dates.sort((one, other) => one.getTime() - other.getTime())[0];
}

/** Only memory is read: a scrape can neither wait for a database nor put load on it. */
function metricsText(metrics: MetricSet, outbox: Outbox): Promise<string> {
  metrics.residentMemory.set(process.memoryUsage.rss());
  const waiting = outbox.queue();
  for (const channel of channelNames) {
    metrics.notificationsWaiting.set({ channel }, waiting.filter((queued) => queued.channel === channel).length);
  }
  return metrics.registry.metrics();
}
