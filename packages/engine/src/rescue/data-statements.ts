import type { Catalog } from '../catalog/catalog.ts';
import type { Step } from '../source/file-mode.ts';
import { changedTable, isAboutData, isHarmlessAgain, treeOf } from './plan/file-statements.ts';
import type { PlanBasis } from './plan/plan-basis.ts';
import type { PlanStep } from './plan/plan-step.ts';
import type { Obstacle } from './repair/repair.ts';

export interface DataChoices {
  /** Names of migrations that change data alone, and are to run. */
  readonly run: ReadonlySet<string>;
  /** The same, of which a person knows that they ran. */
  readonly ran: ReadonlySet<string>;
}

/** What is to be done about statements that change data: in the catalog they leave no trace. */
export interface DataPlan {
  readonly steps: readonly PlanStep[];
  readonly obstacles: readonly Obstacle[];
  /** Statements that are left alone although nothing tells whether they ran: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Rows for a table that was not there cannot have been written: such statements run. So do INSERTs that leave alone what
 * is there. A migration that is nothing but data, and that no other tool recorded, is for a person.
 *
 * @param ran names of the files that run whole
 */
export function planData(basis: PlanBasis, ran: ReadonlySet<string>, choices: DataChoices): DataPlan {
  const steps: PlanStep[] = [];
  const obstacles: Obstacle[] = [];
  const notes: string[] = [];
  for (const [index, file] of basis.files.entries()) {
    const { name } = file.migration;
    const evidence = basis.evidence[index];
    if (ran.has(name) || evidence === undefined || evidence.recorded?.state === 'applied' || choices.ran.has(name))
      continue;
    const changed = new Set(evidence.statements.map(({ statement }) => statement));
    const open = file.steps.flatMap((step, place) => (changed.has(place + 1) ? [] : [{ step, number: place + 1 }]));
    const data = open.filter(({ step }) => isOpenData(basis, step));
    const isWanted = ({ step }: (typeof data)[number]): boolean =>
      choices.run.has(name) ||
      wasImpossible(basis, step) ||
      (evidence.verdict !== 'applied' && evidence.verdict !== 'superseded' && isHarmless(basis, step));
    const wanted = data.filter(isWanted);
    for (const { step, number } of wanted) steps.push(stepOf(file.migration, step, number));
    const left = data.filter((one) => !isWanted(one));
    if (left.length === 0) continue;
    if (evidence.verdict === 'no-trace') obstacles.push(undecided(name));
    else if (evidence.verdict !== 'applied' && evidence.verdict !== 'superseded')
      notes.push(
        ...left.map(
          ({ number, step }) =>
            `${file.migration.file}:${step.statement.line}: statement ${number} changes data alone; nothing tells whether it ran, and it is left alone`,
        ),
      );
  }
  return { steps, obstacles, notes };
}

/** What a repair of the schema does not bring back: rows that migrations wrote into tables that are gone. */
export function lostData(basis: PlanBasis): DataPlan {
  const notes = basis.files.flatMap(({ migration, steps }) =>
    steps
      .filter((step) => wasImpossible(basis, step))
      .map(
        ({ statement }) =>
          `${migration.file}:${statement.line} wrote rows that are gone with their table, and are not written again`,
      ),
  );
  return { steps: [], obstacles: [], notes };
}

function isOpenData({ parser }: PlanBasis, step: Step): boolean {
  const node = treeOf(parser, step);
  return node !== null && isAboutData(node) && !('SelectStmt' in node);
}

function isHarmless({ parser }: PlanBasis, step: Step): boolean {
  const node = treeOf(parser, step);
  return node !== null && isHarmlessAgain(node);
}

function wasImpossible({ parser, live }: PlanBasis, step: Step): boolean {
  const node = treeOf(parser, step);
  const table = node === null ? null : changedTable(node);
  return table !== null && !hasTable(live, table);
}

function hasTable(
  { objects }: Catalog,
  { schema, name }: { readonly schema: string | null; readonly name: string },
): boolean {
  return objects.some((one) => one.kind === 'table' && one.name === name && (schema === null || one.schema === schema));
}

function stepOf(
  { name, file }: { readonly name: string; readonly file: string },
  step: Step,
  number: number,
): PlanStep {
  const origin = { migration: name, file, line: step.statement.line, statement: number };
  return { kind: 'statement', origin, statements: [step.text], objects: [] };
}

function undecided(name: string): Obstacle {
  return {
    identity: `migration ${name}`,
    reason: 'data',
    message: `${name} changes data alone: nothing in the database tells whether it ran.`,
    choices: [`If it ran: --ran ${name}.`, `If it did not: --run ${name}.`],
    rows: null,
  };
}
