import { objectMap } from '../../expect/catalog-changes.ts';
import type { StatementChanges } from '../../expect/stretch.ts';
import type { PreparedFile } from '../../runner/prepare-files.ts';
import { isPassing, momentsAfter, type Timelines, timelines } from '../timeline.ts';
import { hasCode, isCode, textsOf, treeOf } from './file-statements.ts';
import type { PlanBasis } from './plan-basis.ts';
import { type PlanStep, wholeFile } from './plan-step.ts';
import { renamesOf } from './renames.ts';

/** What decides which of the migrations' own statements run. */
interface Choice {
  readonly lines: Timelines;
  /** Identities that rows stand against, or that are there under another name: not to be made without a look. */
  readonly delicate: ReadonlySet<string>;
  /** Names of the files that run whole. */
  readonly whole: ReadonlySet<string>;
}

/**
 * Runs what the migrations say as they say it, in order: files of which nothing is there, and of the others the
 * statements that are known not to have run. What a later migration changed is left to repairs, unless that one runs as
 * well: made in its first shape it would stay so.
 *
 * @returns what went through
 */
export async function runWritten(basis: PlanBasis): Promise<readonly PlanStep[]> {
  const lines = timelines(basis.replay.changes);
  const delicate = new Set([...basis.rowsAgainst.keys(), ...renamesOf(basis.replay.catalog, basis.live).keys()]);
  const choice: Choice = { lines, delicate, whole: filesToRun(basis, lines, delicate) };
  const steps: PlanStep[] = [];
  for (const [index, file] of basis.files.entries()) {
    if (choice.whole.has(file.migration.name)) {
      const fits = file.steps.every(({ inTransaction }) => inTransaction);
      if (fits && (await basis.rehearsal.attempt(textsOf(file))) === null) steps.push(wholeFile(file));
      continue;
    }
    const missing = new Set(
      basis.evidence[index]?.statements.flatMap(({ verdict, statement }) => (verdict === 'missing' ? [statement] : [])),
    );
    for (const change of basis.replay.changes) {
      if (change.migration !== file.migration.name) continue;
      const isOpen = missing.has(change.statement) || leftSomething(change, basis, lines);
      const step = isOpen ? await runOne(basis, file, change, choice) : null;
      if (step !== null) steps.push(step);
    }
  }
  return steps;
}

/** Whether a statement was to drop a thing that its file had made for a moment, and that is there: the file was cut short. */
function leftSomething({ dropped, migration }: StatementChanges, { live }: PlanBasis, lines: Timelines): boolean {
  const now = objectMap(live);
  return dropped.some((identity) => now.has(identity) && isPassing(identity, migration, lines));
}

/** Of those of which nothing is there, the files all of whose objects stay as they make them or are changed by others that run. */
function filesToRun(basis: PlanBasis, lines: Timelines, delicate: ReadonlySet<string>): ReadonlySet<string> {
  const { files, evidence, replay, parser } = basis;
  const whole = new Set(
    files.flatMap(({ migration: { name } }, index) => {
      const { verdict, recorded } = evidence[index] ?? {};
      // A file that is data alone runs when those around it do; what another tool recorded has run.
      const isRun =
        verdict === 'missing' || (verdict === 'no-trace' && isAfterAll(evidence, index) && recorded === null);
      return isRun || basis.runAgain.has(name) ? [name] : [];
    }),
  );
  const withCode = new Set(files.flatMap((file) => (hasCode(parser, file) ? [file.migration.name] : [])));
  for (let size = -1; size !== whole.size; ) {
    size = whole.size;
    for (const change of replay.changes) {
      if (!whole.has(change.migration) || basis.runAgain.has(change.migration)) continue;
      // Only code can do something about rows that are in its way.
      const isRefused = change.created.some((identity) => delicate.has(identity)) && !withCode.has(change.migration);
      if (isRefused || !staysSo(change, whole, lines, true)) whole.delete(change.migration);
    }
  }
  return whole;
}

function isAfterAll(evidence: PlanBasis['evidence'], index: number): boolean {
  return evidence.slice(index).every(({ verdict }) => verdict === 'missing' || verdict === 'no-trace');
}

/**
 * Whether what a statement makes is changed later by files alone that run.
 *
 * @param withOwn whether the later statements of its own file run, too
 */
function staysSo(change: StatementChanges, whole: ReadonlySet<string>, lines: Timelines, withOwn: boolean): boolean {
  const { migration } = change;
  return [...change.created, ...change.changed].every(
    (identity) =>
      isPassing(identity, migration, lines) ||
      momentsAfter(identity, change, lines).every(
        ({ origin }) => (withOwn && origin.migration === migration) || whole.has(origin.migration),
      ),
  );
}

async function runOne(
  basis: PlanBasis,
  file: PreparedFile,
  change: StatementChanges,
  choice: Choice,
): Promise<PlanStep | null> {
  const { lines, delicate, whole } = choice;
  const { name, file: path } = file.migration;
  const step = file.steps[change.statement - 1];
  if (step === undefined || !step.inTransaction || !staysSo(change, whole, lines, false)) return null;
  if (change.created.some((identity) => delicate.has(identity))) return null;
  const node = treeOf(basis.parser, step);
  // A statement that drops what has data runs only when it is the end of a file that was cut short.
  if (node === null || (change.dropped.length > 0 && !isCode(node))) return null;
  if ((await basis.rehearsal.attempt([step.text])) !== null) return null;
  const origin = { migration: name, file: path, line: step.statement.line, statement: change.statement };
  const objects = [...change.created, ...change.changed].filter((identity) => !isPassing(identity, name, lines));
  return { kind: 'statement', origin, statements: [step.text], objects };
}
