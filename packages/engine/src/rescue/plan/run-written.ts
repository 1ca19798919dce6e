import type { StatementChanges } from '../../expect/stretch.ts';
import type { PreparedFile } from '../../runner/prepare-files.ts';
import { type Timelines, timelines } from '../timeline.ts';
import { canRunAgain, hasCode, textsOf, treeOf } from './file-statements.ts';
import { openDifferences } from './open-differences.ts';
import type { PlanBasis } from './plan-basis.ts';
import { type PlanStep, wholeFile } from './plan-step.ts';

/**
 * Runs what the migrations say as they say it, in order: files of which nothing is there, and of the others the
 * statements of which nothing is there. What a later migration changed is left to repairs, unless that one runs as well:
 * made in its first shape it would stay so.
 *
 * @returns what went through
 */
export async function runWritten(basis: PlanBasis): Promise<readonly PlanStep[]> {
  const lines = timelines(basis.replay.changes);
  const whole = filesToRun(basis, lines);
  const steps: PlanStep[] = [];
  for (const [index, file] of basis.files.entries()) {
    if (whole.has(file.migration.name)) {
      const isThrough =
        file.steps.every(({ inTransaction }) => inTransaction) &&
        (await basis.rehearsal.attempt(textsOf(file))) === null;
      if (isThrough) steps.push(wholeFile(file));
      continue;
    }
    if (await runsAgain(basis, file, index)) {
      steps.push(wholeFile(file));
      continue;
    }
    const missing = basis.evidence[index]?.statements.filter(({ verdict }) => verdict === 'missing') ?? [];
    for (const { statement } of missing) {
      const step = await runOne(basis, file, statement, whole, lines);
      if (step !== null) steps.push(step);
    }
  }
  return steps;
}

/**
 * A file with code that was cut short goes on where it was, when it runs once more and less is open after it: what it had
 * put aside, only it knows how to bring back.
 */
async function runsAgain(basis: PlanBasis, file: PreparedFile, index: number): Promise<boolean> {
  const { parser, rehearsal } = basis;
  if (basis.evidence[index]?.verdict !== 'partial' || !hasCode(parser, file) || !canRunAgain(parser, file))
    return false;
  const open = async (): Promise<number> => openDifferences(basis.replay.catalog, await rehearsal.read()).length;
  const before = await open();
  return rehearsal.trial(async () => {
    const isThrough = (await rehearsal.attempt(textsOf(file))) === null;
    const isGood = isThrough && (await open()) < before;
    return { isGood, value: isGood };
  });
}

/** Of those of which nothing is there, the files all of whose objects stay as they make them or are changed by others that run. */
function filesToRun(
  { files, evidence, replay, parser, rowsAgainst }: PlanBasis,
  lines: Timelines,
): ReadonlySet<string> {
  const whole = new Set(
    files.flatMap(({ migration: { name } }, index) => {
      const { verdict, recorded } = evidence[index] ?? {};
      // A file that is data alone runs when those around it do; what another tool recorded has run.
      return verdict === 'missing' || (verdict === 'no-trace' && isAfterAll(evidence, index) && recorded === null)
        ? [name]
        : [];
    }),
  );
  for (let size = -1; size !== whole.size; ) {
    size = whole.size;
    for (const change of replay.changes) {
      if (!whole.has(change.migration)) continue;
      const file = files.find(({ migration }) => migration.name === change.migration);
      // Only code can do something about rows that are in its way.
      const isRefused =
        change.created.some((identity) => rowsAgainst.has(identity)) && file !== undefined && !hasCode(parser, file);
      if (isRefused || !staysSo(change, whole, lines)) whole.delete(change.migration);
    }
  }
  return whole;
}

function isAfterAll(evidence: PlanBasis['evidence'], index: number): boolean {
  return evidence.slice(index).every(({ verdict }) => verdict === 'missing' || verdict === 'no-trace');
}

/** Whether whatever changes the objects of a statement later runs as well. */
function staysSo(change: StatementChanges, whole: ReadonlySet<string>, lines: Timelines): boolean {
  return [...change.created, ...change.changed].every((identity) => {
    const moments = lines.get(identity) ?? [];
    const own = moments.findIndex(
      ({ origin }) => origin.migration === change.migration && origin.statement === change.statement,
    );
    return moments
      .slice(own + 1)
      .every(({ origin }) => origin.migration === change.migration || whole.has(origin.migration));
  });
}

async function runOne(
  basis: PlanBasis,
  file: PreparedFile,
  number: number,
  whole: ReadonlySet<string>,
  lines: Timelines,
): Promise<PlanStep | null> {
  const { name, file: path } = file.migration;
  const change = basis.replay.changes.find(({ migration, statement }) => migration === name && statement === number);
  const step = file.steps[number - 1];
  if (change === undefined || step === undefined || !step.inTransaction || !isFinal(change, whole, lines)) return null;
  if (change.created.some((identity) => basis.rowsAgainst.has(identity))) return null;
  const node = treeOf(basis.parser, step);
  // What code does besides is not known; it is taken with all of its file, or not at all.
  if (node === null || 'DoStmt' in node || 'CallStmt' in node) return null;
  if ((await basis.rehearsal.attempt([step.text])) !== null) return null;
  const origin = { migration: name, file: path, line: step.statement.line, statement: number };
  return { kind: 'statement', origin, statements: [step.text], objects: [...change.created, ...change.changed] };
}

/** Whether nothing changes the objects of a statement later but files that run. Later statements of its own file may not run. */
function isFinal(change: StatementChanges, whole: ReadonlySet<string>, lines: Timelines): boolean {
  if (change.dropped.length > 0) return false;
  return [...change.created, ...change.changed].every((identity) => {
    const moments = lines.get(identity) ?? [];
    const own = moments.findIndex(
      ({ origin }) => origin.migration === change.migration && origin.statement === change.statement,
    );
    return moments.slice(own + 1).every(({ origin }) => whole.has(origin.migration));
  });
}
