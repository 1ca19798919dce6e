import { PlumblineError } from '../../errors.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import { isSurelyMissing, missingObjects } from '../baseline/missing-objects.ts';
import { findEntry } from '../find-entry.ts';
import type { Seen } from '../operate.ts';
import type { PreparedFile } from '../prepare-files.ts';
import { readForRecord } from '../record-by-hand.ts';
import { editDiff, recordedContents } from '../recorded-contents.ts';
import { invalidIndexes } from './invalid-indexes.ts';
import type { RepairAction } from './repair-action.ts';

/** What a repair is asked for; each is a name, a file name or a number. */
export interface RepairWishes {
  readonly accept: readonly string[];
  readonly markApplied: readonly string[];
  readonly markPending: readonly string[];
  readonly dropInvalidIndexes: boolean;
}

/** An action, with the file that it records. */
export interface FoundAction {
  readonly action: RepairAction;
  readonly file: PreparedFile | null;
  /** The name of its history row: that of a renamed file is still the old one. */
  readonly row: string;
}

/**
 * What a repair would do.
 *
 * @throws PlumblineError `invalid-options` for a wish that does not fit the state of its migration
 */
export async function findActions(seen: Seen, wishes: RepairWishes): Promise<readonly FoundAction[]> {
  const { client, settings, plan, look } = seen;
  const toAccept = wishes.accept.map((wanted) => findEntry(plan, wanted, 'to accept'));
  const toApply = wishes.markApplied.map((wanted) => findEntry(plan, wanted, 'to mark as applied'));
  const toWait = wishes.markPending.map((wanted) => findEntry(plan, wanted, 'to mark as pending'));
  refuseTwice([...toAccept, ...toApply, ...toWait]);
  for (const entry of toAccept) refuseAccept(entry);
  for (const entry of toApply) refuseMarkApplied(entry);
  for (const entry of toWait) refuseMarkPending(entry);
  const contents = await recordedContents(
    client,
    settings.schema,
    toAccept.map(({ name }) => name),
  );
  const actions: FoundAction[] = toAccept.map((entry) => {
    return accept(entry, readForRecord(entry, look.facts, settings.placeholders), contents);
  });
  for (const entry of toApply) actions.push(await markApplied(seen, entry));
  for (const entry of toWait) actions.push(markPending(entry));
  if (wishes.dropInvalidIndexes) {
    const indexes = await invalidIndexes(client, settings.schema);
    actions.push(...indexes.map((action) => ({ action, file: null, row: '' })));
  }
  return actions;
}

function accept(entry: PlanEntry, file: PreparedFile, contents: ReadonlyMap<string, string>): FoundAction {
  const recorded = contents.get(entry.name);
  const diff = recorded === undefined ? null : editDiff(recorded, file.migration, 400);
  return { action: { type: 'accept', migration: entry.name, file: file.migration.file, diff }, file, row: entry.name };
}

async function markApplied({ client, settings, look }: Seen, entry: PlanEntry): Promise<FoundAction> {
  const file = readForRecord(entry, look.facts, settings.placeholders);
  const missing = (await missingObjects(client, [file])).filter(isSurelyMissing);
  const { name, state } = entry;
  const action = { type: 'mark-applied', migration: name, file: file.migration.file, was: state, missing } as const;
  return { action, file, row: name };
}

function markPending({ name, migration, record, state }: PlanEntry): FoundAction {
  const action = { type: 'mark-pending', migration: name, file: migration?.file ?? null, was: state } as const;
  return { action, file: null, row: record?.name ?? name };
}

function refuseAccept({ name, state, migration, record }: PlanEntry): void {
  if (migration === null) {
    throw refusal(
      `${name} cannot be accepted: its file is gone.`,
      'Put the file back, or: --mark-pending to let the history forget it.',
    );
  }
  if (record?.state !== 'applied')
    throw refusal(`${name} cannot be accepted: it is ${state}, not applied.`, 'Run it: plumbline migrate.');
  if (state === 'renamed' || migration.checksum === record.checksum) {
    throw refusal(`${name} was not edited: there is nothing to accept.`, 'plumbline status shows which files were.');
  }
}

function refuseMarkApplied({ name, migration, record }: PlanEntry): void {
  if (migration === null) throw refusal(`${name} has no file to be recorded.`, 'Put the file back first.');
  if (record?.state === 'applied') {
    throw refusal(`${name} is applied already.`, 'If its file was edited since: repair --accept.');
  }
}

function refuseMarkPending({ name, record }: PlanEntry): void {
  if (record === null || record.state === 'reverted') {
    throw refusal(`${name} is pending already.`, 'Run it: plumbline migrate.');
  }
}

function refuseTwice(entries: readonly PlanEntry[]): void {
  const twice = entries.find((entry, index) => entries.indexOf(entry) !== index);
  if (twice !== undefined) throw refusal(`${twice.name} is named twice.`, 'One repair does one thing to a migration.');
}

function refusal(message: string, remedy: string): PlumblineError {
  return new PlumblineError('invalid-options', message, { remedy: [remedy] });
}
