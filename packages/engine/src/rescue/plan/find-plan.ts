import type { Catalog } from '../../catalog/catalog.ts';
import { objectMap } from '../../expect/catalog-changes.ts';
import type { PreparedFile } from '../../runner/prepare-files.ts';
import type { ServerFailure } from '../../server-failure.ts';
import type { Obstacle } from '../repair/repair.ts';
import { chooseRepairs, type RepairStep } from './choose-repairs.ts';
import { canRunAgain, hasCode, textsOf } from './file-statements.ts';
import { type OpenDifference, openDifferences } from './open-differences.ts';
import type { PlanBasis } from './plan-basis.ts';
import { type PlanStep, wholeFile } from './plan-step.ts';
import { runWritten } from './run-written.ts';

/** What was found out in the rehearsal. */
export interface FoundPlan {
  /** In the order in which they went through. */
  readonly steps: readonly PlanStep[];
  /** What is in the way; with any of them the plan is not whole. */
  readonly obstacles: readonly Obstacle[];
  /** What the copy looks like after the plan. */
  readonly reached: Catalog;
}

/** More rounds than repairs can hang on each other. */
const MOST_ROUNDS = 12;

/**
 * Finds out by trying, in a copy of the live structure, what brings it to what it should be:
 *
 * 1. What the migrations say themselves: files of which nothing is there run whole, and missing statements as they are
 *    written, in order.
 * 2. Then, again and again: what is missing or different is repaired, each object by itself, in whatever order the
 *    server takes it. What cannot be repaired without loss is given to the migrations that have code: one that runs
 *    here and settles it, such as a conversion of types, is taken whole.
 * 3. It ends when nothing is open, or when nothing moves any more: what is left then is for a person.
 *
 * When the first step leads nowhere, all is done by the second one. A plan that is generated has nothing but repairs.
 */
export async function findPlan(basis: PlanBasis): Promise<FoundPlan> {
  if (basis.isGenerated) return findFrom(basis, []);
  const first = await basis.rehearsal.trial(async () => {
    const found = await findFrom(basis, await runWritten(basis));
    return { isGood: found.obstacles.length === 0, value: found };
  });
  return first.obstacles.length === 0 ? first : findFrom(basis, []);
}

async function findFrom(basis: PlanBasis, written: readonly PlanStep[]): Promise<FoundPlan> {
  const steps: PlanStep[] = [...written];
  const ran = new Set(steps.flatMap(({ kind, origin }) => (kind === 'file' ? [origin?.migration] : [])));
  for (let round = 0; ; round++) {
    const actual = await basis.rehearsal.read();
    const open = openDifferences(basis.replay.catalog, actual);
    if (open.length === 0) return { steps, obstacles: [], reached: actual };
    const { steps: repairs, obstacles } = chooseRepairs(open, actual, basis);
    const { done, refused } = await runRepairs(repairs, basis);
    steps.push(...done);
    if (done.length > 0 && round < MOST_ROUNDS) continue;
    const file = await firstHelpfulFile(obstacles, open, ran, basis);
    if (file === null || round >= MOST_ROUNDS) {
      return { steps, obstacles: [...obstacles, ...ofTheirOwn(refused, obstacles)], reached: actual };
    }
    ran.add(file.migration.name);
    steps.push(wholeFile(file));
  }
}

interface Refused {
  readonly step: RepairStep;
  readonly failure: ServerFailure;
}

/** Each by itself; what is refused is tried again when others have gone through. */
async function runRepairs(
  repairs: readonly RepairStep[],
  { rehearsal }: PlanBasis,
): Promise<{ readonly done: readonly PlanStep[]; readonly refused: readonly Refused[] }> {
  const done: PlanStep[] = [];
  let open = repairs;
  for (;;) {
    const refused: Refused[] = [];
    for (const step of open) {
      const failure = await rehearsal.attempt(step.statements);
      if (failure === null) done.push(plain(step, step.statements));
      else if (step.otherwise !== null && (await rehearsal.attempt(step.otherwise)) === null) {
        done.push(plain(step, step.otherwise));
      } else refused.push({ step, failure });
    }
    if (refused.length === open.length || refused.length === 0) return { done, refused };
    open = refused.map(({ step }) => step);
  }
}

function plain({ kind, origin, objects }: RepairStep, statements: readonly string[]): PlanStep {
  return { kind, origin, statements, objects };
}

/** The first file with code of its own after which less is in the way than before. */
async function firstHelpfulFile(
  obstacles: readonly Obstacle[],
  open: readonly OpenDifference[],
  ran: ReadonlySet<string | undefined>,
  basis: PlanBasis,
): Promise<PreparedFile | null> {
  if (obstacles.length === 0 || basis.isGenerated) return null;
  for (const file of basis.files) {
    const isCandidate = !ran.has(file.migration.name) && hasCode(basis.parser, file) && canRunAgain(basis.parser, file);
    if (isCandidate && (await helps(file, obstacles, open, basis))) return file;
  }
  return null;
}

async function helps(
  file: PreparedFile,
  obstacles: readonly Obstacle[],
  open: readonly OpenDifference[],
  basis: PlanBasis,
): Promise<boolean> {
  return basis.rehearsal.trial(async () => {
    if ((await basis.rehearsal.attempt(textsOf(file))) !== null) return { isGood: false, value: false };
    const actual = await basis.rehearsal.read();
    const after = openDifferences(basis.replay.catalog, actual);
    const still = new Set(chooseRepairs(after, actual, basis).obstacles.map(({ identity }) => identity));
    const known = new Set(open.map(({ identity }) => identity));
    // What it takes away of what was right before has to be repairable.
    const isWorse = after.some(({ identity }) => !known.has(identity) && still.has(identity));
    const isGood = !isWorse && obstacles.some(({ identity }) => !still.has(identity)) && keepsTables(basis, actual);
    return { isGood, value: isGood };
  });
}

/** No table of those that should be there is gone. */
function keepsTables({ live, replay }: PlanBasis, actual: Catalog): boolean {
  const now = objectMap(actual);
  const wanted = objectMap(replay.catalog);
  return [...objectMap(live)].every(
    ([identity, { kind }]) => kind !== 'table' || !wanted.has(identity) || now.has(identity),
  );
}

/** Without what is refused because of something that is in the way already: indexes of a column that is missing. */
function ofTheirOwn(refused: readonly Refused[], obstacles: readonly Obstacle[]): readonly Obstacle[] {
  const names = obstacles.flatMap(({ identity }) => identity.match(/[^ .]+$/) ?? []);
  return refused
    .filter(
      ({ failure }) =>
        !(isAbsence(failure) && names.some((name) => failure.message.includes(name.replaceAll('"', '')))),
    )
    .map(obstacleOf);
}

/** undefined_table, undefined_column, undefined_object */
function isAbsence({ sqlstate }: ServerFailure): boolean {
  return sqlstate === '42P01' || sqlstate === '42703' || sqlstate === '42704';
}

function obstacleOf({ step, failure }: Refused): Obstacle {
  const identity = step.objects[0] ?? '';
  return {
    identity,
    reason: 'refused',
    message: `${identity} cannot be repaired: ${failure.message}.`,
    choices: [`Repair it by hand and adopt again. This was tried: ${step.statements.join('; ')}.`],
    rows: null,
  };
}
