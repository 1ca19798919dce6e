import { PlumblineError } from '../../errors.ts';
import { conflictWithDiffs } from '../../runner/conflict-with-diffs.ts';
import { operate, type Seen } from '../../runner/operate.ts';
import { settingsOf } from '../../runner/options.ts';
import { prepareFiles } from '../../runner/prepare-files.ts';
import { noteRow } from '../../runner/record-by-hand.ts';
import { recordCatalog } from '../../runner/recorded/record-catalog.ts';
import type { Run } from '../../runner/run.ts';
import { applyPlan } from '../apply-plan.ts';
import { firstWords } from '../evidence.ts';
import { type Examination, examineDatabase } from '../examine-database.ts';
import { replayHere } from '../replay-here.ts';
import { undecided } from '../undecided.ts';
import { type HealFile, healFiles } from './heal-files.ts';
import type { HealOptions, HealResult } from './heal-result.ts';
import { rehearsedSplit } from './rehearsed-split.ts';

interface Found {
  readonly examination: Examination;
  readonly files: readonly HealFile[];
}

/**
 * Repairs a database whose history is good and whose schema is not any more what its applied migrations made: finds out
 * what is missing or different, and rehearses the statements that put it right. They come as migration files that do
 * nothing where all is well, or with `apply` run at once, in one transaction.
 *
 * The same rules as for `adopt`: nothing is dropped, no value changed, unless `allow` names it.
 *
 * @returns `error` is `decision-needed` when something is for a person, `history-conflict` when files and history disagree
 * @throws PlumblineError `invalid-options`
 */
export async function heal(options: HealOptions): Promise<HealResult> {
  const { scratch: _scratch, apply = false, allow: _allow, ...source } = options;
  const settings = settingsOf(source);
  let applied = false;
  const warnings: string[] = [];
  const result = await operate<Found>(settings, {
    inspect: (seen) => find(options, seen),
    act: async (run, { examination }) => {
      const refusal = undecided(examination);
      if (refusal !== null) throw refusal;
      if (examination.steps.length === 0) return;
      await applyPlan(run, examination, notes(run, examination));
      applied = true;
      const { warning } = await recordCatalog(run);
      if (warning !== null) warnings.push(warning);
    },
    essence: ({ examination }) => [examination.live.objects, examination.steps],
    dryRun: !apply,
    shown: undefined,
  });
  const { found, target, serverVersion, durationMs } = result;
  const error = result.error ?? (found === null ? null : undecided(found.examination));
  const { steps = [], obstacles = [], extras = [], notes: told = [] } = found?.examination ?? {};
  const findings = found?.examination.findings ?? { before: [], after: [] };
  return {
    ...{ ok: error === null, target, serverVersion, applied, files: error === null ? (found?.files ?? []) : [] },
    ...{ steps, obstacles, extras, notes: told, findings, warnings, error, durationMs },
  };
}

async function find(options: HealOptions, seen: Seen): Promise<Found> {
  const { look, plan, settings, client } = seen;
  const conflict = await conflictWithDiffs(client, plan, settings);
  if (conflict !== null) throw conflict;
  const entries = plan.entries.filter(({ migration, record }) => migration !== null && record?.state === 'applied');
  if (entries.length === 0) {
    throw new PlumblineError(
      'no-expected-schema',
      'Nothing is recorded as applied here, so there is nothing to compare with.',
      {
        remedy: ['If something else migrated this database: plumbline adopt. If it is empty: plumbline migrate.'],
      },
    );
  }
  const migrations = entries.flatMap(({ migration }) => (migration === null ? [] : [migration]));
  const replay = await replayHere(options, look.facts.serverMajor, migrations);
  const { files } = prepareFiles(entries, look.facts, settings.placeholders);
  const scratch = await options.scratch(look.facts.serverMajor);
  let examination: Examination;
  try {
    examination = await examineDatabase({
      ...{
        client,
        historySchema: settings.schema,
        files,
        replay,
        scratch,
        allow: options.allow ?? [],
        isGenerated: true,
      },
      choices: { run: new Set(), ran: new Set() },
    });
  } finally {
    await scratch.drop();
  }
  if (examination.steps.length === 0 || undecided(examination) !== null) return { examination, files: [] };
  const split = await rehearsedSplit(examination, () => options.scratch(look.facts.serverMajor));
  const number = 1 + Math.max(0, ...plan.entries.map(({ name }) => Number(/heal_(\d+)/.exec(name)?.[1] ?? 0)));
  return { examination, files: healFiles(split, examination.findings.before, number) };
}

/** The history tells of each migration whose objects were repaired. */
function notes(run: Run, { steps }: Examination): readonly string[] {
  return steps.flatMap(({ origin, statements }) =>
    origin === null ? [] : [noteRow(run, origin.migration, `healed: ${firstWords(statements.join('; '))}`)],
  );
}
