import { randomUUID } from 'node:crypto';
import type { NotifyConfig } from './config/watchdog-config.ts';
import type { Log } from './log-line.ts';
import type { MetricSet } from './metrics/metric-set.ts';
import { countCheck } from './metrics/show-state.ts';
import { composeMessage } from './notify/compose-message.ts';
import type { Outbox } from './notify/outbox.ts';
import { planMessage } from './notify/plan-message.ts';
import { foldCheck, schemaChange } from './state/fold-check.ts';
import type { StateStore } from './state/state-store.ts';
import { verdictOf } from './state/verdict.ts';
import type { TargetWatch } from './target-watch.ts';
import { transitionText } from './transition-text.ts';

export interface Surroundings {
  readonly notify: NotifyConfig;
  readonly store: StateStore;
  readonly metrics: MetricSet;
  readonly outbox: Outbox;
  readonly log: Log;
}

/** One check of one database, from the question to what people are told of the answer. */
export async function lookAt(
  name: string,
  watch: TargetWatch,
  isForced: boolean,
  { notify, store, metrics, outbox, log }: Surroundings,
): Promise<void> {
  const result = await watch.look(isForced);
  if (result === null) return;
  const before = store.target(name);
  const after = foldCheck(before, result);
  const change = schemaChange(before, result);
  if (change !== null) metrics.schemaChanges.inc({ database: name, origin: change.origin });
  countCheck(metrics, name, result);
  const now = new Date();
  const { message, told } = planMessage(after.findings, after.told, notify, now);
  store.setTarget({ ...after, told });
  store.save();
  if (verdictOf(before) !== verdictOf(after) || before.up === null) log(...transitionText(after));
  if (message !== null) outbox.put(composeMessage(message, randomUUID(), name, now, notify.pageUrl));
}
