import { randomUUID } from 'node:crypto';
import type { CheckResult } from './check/check-result.ts';
import type { NotifyConfig } from './config/watchdog-config.ts';
import type { Log } from './log-line.ts';
import { composeMessage } from './notify/compose-message.ts';
import type { Outbox } from './notify/outbox.ts';
import { planMessage } from './notify/plan-message.ts';
import { foldCheck, schemaChange } from './state/fold-check.ts';
import type { StateStore } from './state/state-store.ts';
import type { SchemaChange } from './state/target-state.ts';
import { verdictOf } from './state/verdict.ts';
import type { TargetWatch } from './target-watch.ts';
import { transitionText } from './transition-text.ts';

export interface Surroundings {
  readonly notify: NotifyConfig;
  readonly store: StateStore;
  readonly outbox: Outbox;
  readonly log: Log;
  /** Called after each check, for whoever counts. */
  readonly onChecked: (name: string, result: CheckResult, change: SchemaChange | null) => void;
}

/** One check of one database, from the question to what people are told of the answer. */
export async function lookAt(
  name: string,
  watch: TargetWatch,
  isForced: boolean,
  { notify, store, outbox, log, onChecked }: Surroundings,
): Promise<void> {
  const result = await watch.look(isForced);
  if (result === null) return;
  const before = store.target(name);
  const after = foldCheck(before, result);
  onChecked(name, result, schemaChange(before, result));
  const now = new Date();
  const { message, told } = planMessage(after.findings, after.told, notify, now);
  store.setTarget({ ...after, told });
  store.save();
  if (verdictOf(before) !== verdictOf(after) || before.up === null) log(...transitionText(after));
  if (message !== null) outbox.put(composeMessage(message, randomUUID(), name, now, notify.pageUrl));
}
