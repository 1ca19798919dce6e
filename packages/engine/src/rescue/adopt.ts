import { readCatalog } from '../catalog/read-catalog.ts';
import type { Replay } from '../expect/replay.ts';
import type { PlanEntry } from '../plan/plan.ts';
import { createHistory } from '../runner/keep-history.ts';
import { operate, type Seen } from '../runner/operate.ts';
import { settingsOf } from '../runner/options.ts';
import { prepareFiles } from '../runner/prepare-files.ts';
import { readForRecord } from '../runner/record-by-hand.ts';
import { recordCatalog } from '../runner/recorded/record-catalog.ts';
import type { AdoptOptions } from './adopt-options.ts';
import type { AdoptResult } from './adopt-result.ts';
import { adoptionRows } from './adoption-rows.ts';
import { applyPlan } from './apply-plan.ts';
import { type Examination, examineDatabase } from './examine-database.ts';
import { knownMigrations } from './known-wishes.ts';
import { replayHere } from './replay-here.ts';
import { undecided } from './undecided.ts';

/**
 * Takes over a database that something else migrated, in full or in part: judges every migration by what is there, finds
 * a plan for the rest, and rehearses it on a copy of the structure. With `apply` the plan runs in one transaction, under
 * the migration lock, and every migration is recorded as what it is.
 *
 * Nothing is dropped and no value changed but what a migration itself does or `allow` names. What only a person can
 * decide is in `obstacles`, and nothing is changed then.
 *
 * @returns `error` is `decision-needed` when there are obstacles
 * @throws PlumblineError `invalid-options`
 */
export async function adopt(options: AdoptOptions): Promise<AdoptResult> {
  const { scratch: _scratch, apply = false, allow: _allow, run: _run, ran: _ran, replay, ...source } = options;
  const settings = settingsOf(source);
  let replayed = replay ?? null;
  let examined: Examination | null = null;
  let applied = false;
  let recordable: readonly string[] = [];
  const warnings: string[] = [];
  const result = await operate<Examination>(settings, {
    inspect: async (seen) => {
      recordable = toRecord(seen).map(({ migration }) => migration.name);
      replayed ??= await replayHere(options, seen.look.facts.serverMajor, seen.migrations);
      examined = await examineAside(options, seen, replayed, examined);
      return examined;
    },
    act: async (act, found, seen) => {
      const refusal = undecided(found);
      if (refusal !== null) throw refusal;
      await createHistory(act.client, settings.schema, seen.look);
      await applyPlan(act, found, adoptionRows(act, toRecord(seen), found));
      applied = true;
      const { warning } = await recordCatalog(act);
      if (warning !== null) warnings.push(warning);
    },
    essence: ({ live, steps }) => [live.objects, steps],
    dryRun: !apply,
    shown: undefined,
  });
  const { found } = result;
  const error = result.error ?? (found === null ? null : undecided(found));
  return {
    ok: error === null,
    target: result.target,
    serverVersion: result.serverVersion,
    applied,
    histories: (found?.histories ?? []).map(({ history: { tool, table }, matched, unmatched }) => ({
      tool,
      table,
      matched,
      unmatched,
    })),
    migrations: found?.evidence ?? [],
    steps: found?.steps ?? [],
    obstacles: found?.obstacles ?? [],
    extras: found?.extras ?? [],
    notes: found?.notes ?? [],
    findings: found?.findings ?? { before: [], after: [] },
    warnings,
    recorded: error === null ? recordable : [],
    error,
    durationMs: result.durationMs,
  };
}

async function examineAside(
  options: AdoptOptions,
  seen: Seen,
  replayed: Replay,
  earlier: Examination | null,
): Promise<Examination> {
  const { look, settings, plan, client } = seen;
  const { allow = [], run = [], ran = [] } = options;
  const choices = { run: knownMigrations(plan, run, 'to run'), ran: knownMigrations(plan, ran, 'that ran') };
  // Under the lock it is mostly as it was a moment ago; then what was rehearsed still holds.
  if (earlier !== null) {
    const live = await readCatalog(client, { historySchema: settings.schema });
    if (JSON.stringify(live.objects) === JSON.stringify(earlier.live.objects)) return earlier;
  }
  const { files } = prepareFiles(migrationEntries(seen), look.facts, settings.placeholders);
  const scratch = await options.scratch(look.facts.serverMajor);
  try {
    return await examineDatabase({
      ...{ client, historySchema: settings.schema, files, replay: replayed, scratch },
      ...{ allow, choices, isGenerated: false },
    });
  } finally {
    await scratch.drop();
  }
}

function migrationEntries({ plan }: Seen): readonly PlanEntry[] {
  return plan.entries.filter(({ migration }) => migration !== null);
}

/** Those of which the history does not say already that they are applied as they are. */
function toRecord(seen: Seen): Parameters<typeof adoptionRows>[1] {
  return migrationEntries(seen)
    .filter(({ state }) => state !== 'applied' && state !== 'cosmetic' && state !== 'renamed')
    .map((entry) => readForRecord(entry, seen.look.facts, seen.settings.placeholders));
}
