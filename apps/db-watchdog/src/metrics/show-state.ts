import type { CheckResult } from '../check/check-result.ts';
import { findingKinds } from '../check/finding-kinds.ts';
import { brokenLabel, brokenSqlstates } from '../queries/broken-sqlstates.ts';
import type { TargetState } from '../state/target-state.ts';
import { verdictOf } from '../state/verdict.ts';
import type { MetricSet } from './metric-set.ts';
import { type MigrationSeries, migrationSeries, seriesOfState } from './migration-series.ts';

/** How many findings of a database have a series of their own. */
const MOST_FINDINGS = 50;
const MOST_KEYS = 20;
/** Whoever names an object can make its name long. */
const MOST_LABEL = 120;

/** Counts one check. */
export function countCheck(metrics: MetricSet, database: string, { parts, refusedSql }: CheckResult): void {
  for (const { area: check, outcome, durationMs, error, skipped } of parts) {
    metrics.checks.inc({ database, check, result: outcome });
    if (error !== null) metrics.checkErrors.inc({ database, reason: error });
    if (skipped !== null) metrics.checksSkipped.inc({ database, reason: skipped });
    if (skipped === null || skipped === 'unchanged')
      metrics.checkDuration.observe({ database, check }, durationMs / 1000);
  }
  for (const [sqlstate, count] of Object.entries(refusedSql)) metrics.appSqlErrors.inc({ database, sqlstate }, count);
}

/**
 * Makes the gauges say what is known of every database. Nothing but memory is read, so `/metrics` never waits for a
 * database. Series of single objects are made anew, so that those of what is gone do not stay.
 */
export function showStates(metrics: MetricSet, states: readonly TargetState[]): void {
  for (const gauge of [
    metrics.findings,
    metrics.findingSince,
    metrics.sequenceUsedRatio,
    metrics.objects,
    metrics.expectedObjects,
  ])
    gauge.reset();
  for (const state of states) showState(metrics, state);
}

function showState(metrics: MetricSet, state: TargetState): void {
  const database = state.name;
  metrics.up.set({ database }, state.up === true ? 1 : 0);
  if (state.server !== null) {
    metrics.primary.set({ database }, state.server.role === 'primary' ? 1 : 0);
    metrics.readOnly.set({ database }, state.server.readOnly ? 1 : 0);
  }
  for (const [check, part] of Object.entries(state.parts)) {
    metrics.lastCheck.set({ database, check }, secondsOf(part.at));
    metrics.failingSince.set({ database, check }, part.failingSince ? secondsOf(part.failingSince) : 0);
    if (part.lastSuccessAt !== null) metrics.lastSuccess.set({ database, check }, secondsOf(part.lastSuccessAt));
  }
  if (state.lastFullAt !== null) metrics.lastFullRead.set({ database }, secondsOf(state.lastFullAt));
  showFindings(metrics, state);
  showMigrations(metrics, state);
  showKeys(metrics, state);
  showQueries(metrics, state);
  if (state.lastSchemaChange !== null) metrics.lastSchemaChange.set({ database }, secondsOf(state.lastSchemaChange.at));
  for (const [kind, count] of Object.entries(state.schema?.objects ?? {})) {
    metrics.objects.set({ database, kind }, count);
  }
  for (const [kind, count] of Object.entries(state.schema?.expectedObjects ?? {})) {
    metrics.expectedObjects.set({ database, kind }, count);
  }
}

function showFindings(metrics: MetricSet, state: TargetState): void {
  const { name: database, findings, schema } = state;
  const verdict = verdictOf(state);
  if (verdict === 'down' || verdict === 'unknown') metrics.inSync.remove({ database });
  else metrics.inSync.set({ database }, verdict === 'drift' ? 0 : 1);
  const counts = new Map(Object.entries(findingKinds).map(([kind, { severity }]) => [`${kind} ${severity}`, 0]));
  const add = (key: string, count: number): void => void counts.set(key, (counts.get(key) ?? 0) + count);
  for (const { code, severity } of findings) add(`${code} ${severity}`, 1);
  for (const [key, count] of Object.entries(schema?.leftOut ?? {})) add(key, count);
  let total = 0;
  for (const [key, count] of counts) {
    const [kind = '', severity = ''] = key.split(' ');
    metrics.findings.set({ database, kind, severity }, count);
    total += count;
  }
  for (const { code: kind, identity, severity, since } of findings.slice(0, MOST_FINDINGS)) {
    const object = identity.slice(0, MOST_LABEL);
    metrics.findingSince.set({ database, kind, object, severity }, secondsOf(since));
  }
  metrics.findingsTruncated.set({ database }, Math.max(0, total - MOST_FINDINGS));
}

function showMigrations(metrics: MetricSet, { name: database, migrations, lock }: TargetState): void {
  const counts = Object.fromEntries(migrationSeries.map((state) => [state, 0])) as Record<MigrationSeries, number>;
  for (const { state } of migrations) counts[seriesOfState[state]] += 1;
  for (const state of migrationSeries) metrics.migrations.set({ database, state }, counts[state]);
  const applied = migrations.flatMap(({ appliedAt }) => (appliedAt === null ? [] : [secondsOf(appliedAt)]));
  if (applied.length > 0) metrics.lastMigration.set({ database }, Math.max(...applied));
  metrics.migrationInProgress.set({ database }, lock === null ? 0 : 1);
  metrics.lockHeld.set({ database }, (lock?.heldMs ?? 0) / 1000);
}

function showKeys(metrics: MetricSet, { name: database, keys }: TargetState): void {
  metrics.sequenceMaxUsedRatio.set({ database }, keys?.highest ?? 0);
  for (const { sequence, ratio } of (keys?.fullest ?? []).slice(0, MOST_KEYS)) {
    metrics.sequenceUsedRatio.set({ database, sequence: sequence.slice(0, MOST_LABEL) }, ratio);
  }
}

function showQueries(metrics: MetricSet, { name: database, queries }: TargetState): void {
  metrics.appQueriesChecked.set({ database }, queries?.checked ?? 0);
  const counts = new Map(brokenSqlstates.map((sqlstate) => [sqlstate, 0]));
  for (const { sqlstate } of queries?.broken ?? []) {
    const label = brokenLabel(sqlstate);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const [sqlstate, count] of counts) metrics.appQueriesBroken.set({ database, sqlstate }, count);
}

function secondsOf(at: string): number {
  return Date.parse(at) / 1000;
}
