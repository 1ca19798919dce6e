import type { PreparedFile } from '../runner/prepare-files.ts';
import { appliedByHandRow, noteRow } from '../runner/record-by-hand.ts';
import type { Run } from '../runner/run.ts';
import { firstWords } from './evidence.ts';
import type { Examination } from './examine-database.ts';
import type { PlanStep } from './plan/plan-step.ts';

/** How many steps of one migration its row tells one by one. */
const MOST_NOTES = 50;

/** The statements that record each migration as applied, with what was found and what was done for it. */
export function adoptionRows(
  run: Run,
  files: readonly PreparedFile[],
  { evidence, steps }: Examination,
): readonly string[] {
  return files.flatMap((file) => {
    const { name } = file.migration;
    const own = steps.filter(({ origin }) => origin?.migration === name);
    const judged = evidence.find((one) => one.name === name);
    const recorded = judged?.recorded ?? null;
    const found =
      recorded === null
        ? `${judged?.verdict}`
        : `${judged?.verdict}; ${recorded.tool} recorded it as ${recorded.state}`;
    const note =
      own.length === 0 ? `adopted without being run (${found})` : `healed by adopt in ${own.length} steps (${found})`;
    const told = own.slice(0, MOST_NOTES).map((step) => noteRow(run, name, stepNote(step)));
    return [appliedByHandRow(run, file, note), ...told];
  });
}

function stepNote({ kind, origin, statements }: PlanStep): string {
  if (kind === 'file') return 'adopt ran the whole file';
  const words = firstWords(statements.join('; '));
  return kind === 'statement'
    ? `adopt ran statement ${origin?.statement}, line ${origin?.line}: ${words}`
    : `adopt generated: ${words}`;
}
