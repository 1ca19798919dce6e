import { counted, type Finding, type Obstacle, type PlanStep } from '@plumbline/engine';
import type { Terminal } from './terminal.ts';

type Paint = Terminal['paint'];

/** What `adopt` and `heal` have in common. */
interface Rescue {
  readonly applied: boolean;
  readonly steps: readonly PlanStep[];
  readonly extras: readonly string[];
  readonly notes: readonly string[];
  readonly obstacles: readonly Obstacle[];
  readonly findings: { readonly before: readonly Finding[]; readonly after: readonly Finding[] };
}

/** The plan, what is left alone, what is not known, what is to be decided, and what it comes to: a line each. */
export function rescueLines(
  { applied, steps, extras, notes, obstacles, findings }: Rescue,
  { paint }: Terminal,
): readonly string[] {
  const heading = applied ? 'What was done:' : 'The plan, rehearsed on a copy of the structure:';
  return [
    ...section(heading, planLines(steps, paint), paint),
    ...section(
      'Left alone, since no migration makes it:',
      extras.map((identity) => `  ${identity}`),
      paint,
    ),
    ...section(
      'To know:',
      notes.map((note) => `  ${note}`),
      paint,
    ),
    ...section(
      'To be decided first:',
      obstacles.flatMap(({ message, choices }) => [
        `  ${paint.yellow('!')} ${message}`,
        ...choices.map((choice) => `      ${choice}`),
      ]),
      paint,
    ),
    '',
    `Findings before: ${findingsWords(findings.before)}; after: ${findingsWords(findings.after)}.`,
  ];
}

function section(heading: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(heading), ...lines];
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
