import type { Annotation } from './annotation.ts';

const COMMANDS: Readonly<Record<Annotation['level'], string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Findings as workflow commands of GitHub Actions, one a line: printed by a step, they become annotations of the pull
 * request. Empty when there are none.
 */
export function githubAnnotations(annotations: readonly Annotation[]): string {
  return annotations.map(command).join('\n');
}

function command({ rule, level, message, file, line, column, help }: Annotation): string {
  const properties = [
    ...(file === null ? [] : [`file=${escapeProperty(file)}`]),
    ...(file === null || line === null ? [] : [`line=${line}`]),
    ...(file === null || line === null || column === null ? [] : [`col=${column}`]),
    `title=${escapeProperty(rule)}`,
  ];
  const text = help === null ? message : `${message}\n\n${help}`;
  return `::${COMMANDS[level]} ${properties.join(',')}::${escapeData(text)}`;
}

/** A finding quotes names out of files: none of them may end the command and begin another one. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
