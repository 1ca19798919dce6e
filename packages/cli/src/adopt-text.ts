import { type AdoptResult, counted, type Finding, type MigrationEvidence, type PlanStep } from '@plumbline/engine';
import type { Terminal } from './terminal.ts';

type Paint = Terminal['paint'];

const VERDICTS: Readonly<Record<MigrationEvidence['verdict'], string>> = {
  applied: 'applied',
  partial: 'partial',
  missing: 'missing',
  superseded: 'superseded',
  'no-trace': 'no trace',
};
const WIDTH = 10;
const MOST_LACKING = 3;

/** What adoption found and plans, for people. */
export function adoptText(result: AdoptResult, { paint }: Terminal): string {
  const { histories, extras, notes, obstacles, findings } = result;
  return [
    ...result.migrations.map((evidence) => evidenceLine(evidence, paint)),
    ...(histories.length === 0 ? [] : ['', ...histories.map(historyLine)]),
    ...(result.steps.length === 0
      ? []
      : ['', paint.bold(result.applied ? 'What was done:' : 'The plan, rehearsed on a copy of the structure:')]),
    ...planLines(result.steps, paint),
    ...(extras.length === 0
      ? []
      : ['', paint.bold('Left alone, since no migration makes it:'), ...extras.map((identity) => `  ${identity}`)]),
    ...(notes.length === 0 ? [] : ['', paint.bold('Not known:'), ...notes.map((note) => `  ${note}`)]),
    ...(obstacles.length === 0 ? [] : ['', paint.bold('To be decided first:')]),
    ...obstacles.flatMap(({ message, choices }) => [
      `  ${paint.yellow('!')} ${message}`,
      ...choices.map((choice) => `      ${choice}`),
    ]),
    '',
    `Findings before: ${findingsWords(findings.before)}; after: ${findingsWords(findings.after)}.`,
  ].join('\n');
}

function evidenceLine({ name, verdict, statements, recorded, untraceable }: MigrationEvidence, paint: Paint): string {
  const there = statements.filter((one) => one.verdict === 'there' || one.verdict === 'superseded').length;
  const colour =
    verdict === 'applied' || verdict === 'superseded' ? paint.green : verdict === 'no-trace' ? paint.dim : paint.yellow;
  const count =
    statements.length === 0
      ? `${counted(untraceable, 'statement')}, none of which changes the schema`
      : `${there} of ${counted(statements.length, 'statement')}`;
  const by = recorded === null ? '' : `; ${recorded.tool} recorded it as ${recorded.state}`;
  return `${colour(VERDICTS[verdict].padEnd(WIDTH))}  ${paint.bold(name)}  ${count}${lackingWords(verdict, statements)}${by}`;
}

function lackingWords(verdict: MigrationEvidence['verdict'], statements: MigrationEvidence['statements']): string {
  const lacking = statements.flatMap((one) => one.lacking).filter((identity) => !identity.startsWith('column'));
  if (verdict !== 'partial' || lacking.length === 0) return '';
  const more = lacking.length > MOST_LACKING ? ` and ${lacking.length - MOST_LACKING} more` : '';
  return `; without ${lacking.slice(0, MOST_LACKING).join(', ')}${more}`;
}

function historyLine({ tool, table, matched, unmatched }: AdoptResult['histories'][number]): string {
  const rest = unmatched === 0 ? '' : `, ${counted(unmatched, 'row')} about none`;
  return `${tool} kept a history in ${table}: it tells of ${counted(matched, 'file')} of these${rest}.`;
}

function planLines(steps: readonly PlanStep[], paint: Paint): readonly string[] {
  let last: string | null | undefined;
  return steps.flatMap((step) => {
    const name = step.origin?.migration ?? 'no migration';
    const heading = name === last ? [] : [`  ${paint.cyan(name)}`];
    last = name;
    return [...heading, stepLine(step, paint)];
  });
}

function stepLine({ kind, origin, statements }: PlanStep, paint: Paint): string {
  if (kind === 'file') return `    run   all of it, ${counted(statements.length, 'statement')}`;
  if (kind === 'statement') return `    run   ${paint.dim(`line ${origin?.line}`)} ${oneLine(statements[0] ?? '')}`;
  return statements.map((statement) => `    make  ${oneLine(statement)}`).join('\n');
}

function oneLine(statement: string): string {
  const line = statement.replace(/\s+/g, ' ');
  return line.length > 110 ? `${line.slice(0, 109)}…` : line;
}

function findingsWords(findings: readonly Finding[]): string {
  const counts = (['critical', 'major', 'minor', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return counts.length === 0 ? 'none' : counts.join(', ');
}
