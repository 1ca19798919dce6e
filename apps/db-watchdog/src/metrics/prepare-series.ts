import { failureReasons } from '../check/check-failure.ts';
import { partOutcomes, skipReasons } from '../check/check-result.ts';
import { findingKinds } from '../check/finding-kinds.ts';
import { areas } from '../check/watch-finding.ts';
import type { WatchdogConfig } from '../config/watchdog-config.ts';
import { REFUSED_SQLSTATES } from '../log-sql/refused-sqlstates.ts';
import { notificationResults } from '../notify/channel-queue.ts';
import { channelNames } from '../notify/queued-message.ts';
import { brokenSqlstates } from '../queries/broken-sqlstates.ts';
import type { MetricSet } from './metric-set.ts';
import { migrationSeries } from './migration-series.ts';

/**
 * Every series with a closed set of labels begins at 0: a counter that appears with a value of its own is invisible to
 * `increase()`, and a gauge that is absent looks like a watchdog that is.
 */
export function prepareSeries(
  metrics: MetricSet,
  config: WatchdogConfig,
  intervalSeconds: number,
  version: string,
): void {
  metrics.buildInfo.set({ version }, 1);
  metrics.startTime.set(Math.floor(Date.now() / 1000 - process.uptime()));
  for (const channel of channelNames) {
    metrics.notificationsWaiting.set({ channel }, 0);
    for (const result of notificationResults) metrics.notifications.inc({ channel, result }, 0);
  }
  for (const { name: database } of config.targets) prepareDatabase(metrics, database, intervalSeconds);
}

function prepareDatabase(metrics: MetricSet, database: string, intervalSeconds: number): void {
  metrics.up.set({ database }, 0);
  metrics.findingsTruncated.set({ database }, 0);
  metrics.migrationInProgress.set({ database }, 0);
  metrics.lockHeld.set({ database }, 0);
  metrics.sequenceMaxUsedRatio.set({ database }, 0);
  for (const check of areas) {
    metrics.failingSince.set({ database, check }, 0);
    metrics.checkInterval.set({ database, check }, intervalSeconds);
    for (const result of partOutcomes) metrics.checks.inc({ database, check, result }, 0);
    metrics.checkDuration.zero({ database, check });
  }
  for (const reason of failureReasons) metrics.checkErrors.inc({ database, reason }, 0);
  for (const reason of skipReasons) metrics.checksSkipped.inc({ database, reason }, 0);
  for (const [kind, { severity }] of Object.entries(findingKinds))
    metrics.findings.set({ database, kind, severity }, 0);
  for (const state of migrationSeries) metrics.migrations.set({ database, state }, 0);
  for (const origin of ['engine', 'unknown']) metrics.schemaChanges.inc({ database, origin }, 0);
  metrics.appQueriesChecked.set({ database }, 0);
  for (const sqlstate of brokenSqlstates) metrics.appQueriesBroken.set({ database, sqlstate }, 0);
  for (const sqlstate of REFUSED_SQLSTATES) metrics.appSqlErrors.inc({ database, sqlstate }, 0);
}
