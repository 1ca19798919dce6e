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
 *    server takes it. What cannot be repaired without loss is given to the migrations that have code and have not run:
 *    one that settles it, such as a conversion of types, is taken whole.
 * 3. It ends when nothing is open, or when nothing moves any more: what is left then is for a person.
 *
 * When the first step gets stuck, all is done by the second one, if that leads further. A plan that is generated has nothing but repairs.
 */
export async function findPlan(basis: PlanBasis): Promise<FoundPlan> {
  if (basis.isGenerated) return findFrom(basis, []);
  const written = await basis.rehearsal.trial(async () => {
    const found = await findFrom(basis, await runWritten(basis));
    return { isGood: !isStuck(found), value: found };
  });
  if (!isStuck(written)) return written;
  const repaired = await basis.rehearsal.trial(async () => {
    const found = await findFrom(basis, []);
    return { isGood: found.obstacles.length < written.obstacles.length, value: found };
  });
  if (repaired.obstacles.length < written.obstacles.length) return repaired;
  return findFrom(basis, await runWritten(basis));
}

/** Whether another way may lead further: rows, and what looks renamed, are in every way. */
function isStuck({ obstacles }: FoundPlan): boolean {
  return obstacles.some(({ reason }) => reason === 'refused' || reason === 'type' || reason === 'shape');
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
    const { file, hints } = await helpfulFile(obstacles, open, ran, basis);
    if (file === null || round >= MOST_ROUNDS) {
      const told = obstacles.map((one) => ({ ...one, choices: [...one.choices, ...(hints.get(one.identity) ?? [])] }));
      return { steps, obstacles: [...told, ...ofTheirOwn(refused, obstacles)], reached: actual };
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

/**
 * The first file with code after which less is in the way than before. One of which something is there has run already, if
 * not to its end, and what its code does to data it could do twice: that is only hinted at, unless a person named it.
 */
async function helpfulFile(
  obstacles: readonly Obstacle[],
  open: readonly OpenDifference[],
  ran: ReadonlySet<string | undefined>,
  basis: PlanBasis,
): Promise<{ readonly file: PreparedFile | null; readonly hints: ReadonlyMap<string, readonly string[]> }> {
  const hints = new Map<string, readonly string[]>();
  const candidates = obstacles.length === 0 || basis.isGenerated ? [] : basis.files;
  for (const [index, file] of candidates.entries()) {
    const { name } = file.migration;
    if (ran.has(name) || !hasCode(basis.parser, file) || !canRunAgain(basis.parser, file)) continue;
    const mayRun = basis.evidence[index]?.verdict === 'missing' || basis.runAgain.has(name);
    const settled = await settledBy(file, mayRun, obstacles, open, basis);
    if (settled.length > 0 && mayRun) return { file, hints };
    for (const identity of settled) {
      const hint = `${name} settles it when it runs once more, which was rehearsed. If its code may run twice: --run ${name}.`;
      hints.set(identity, [...(hints.get(identity) ?? []), hint]);
    }
  }
  return { file: null, hints };
}

/**
 * Which obstacles are gone after a file has run; none when it does not run here, or does harm that cannot be repaired.
 *
 * @param isKept whether the copy stays as the file leaves it
 */
async function settledBy(
  file: PreparedFile,
  isKept: boolean,
  obstacles: readonly Obstacle[],
  open: readonly OpenDifference[],
  basis: PlanBasis,
): Promise<readonly string[]> {
  return basis.rehearsal.trial(async () => {
    if ((await basis.rehearsal.attempt(textsOf(file))) !== null) return { isGood: false, value: [] };
    const actual = await basis.rehearsal.read();
    const after = openDifferences(basis.replay.catalog, actual);
    const still = new Set(chooseRepairs(after, actual, basis).obstacles.map(({ identity }) => identity));
    const known = new Set(open.map(({ identity }) => identity));
    // What it takes away of what was right before has to be repairable.
    const isWorse = after.some(({ identity }) => !known.has(identity) && still.has(identity));
    const settled = obstacles.flatMap(({ identity }) => (still.has(identity) ? [] : [identity]));
    const value = isWorse || !keepsTables(basis, actual) ? [] : settled;
    return { isGood: isKept && value.length > 0, value };
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
