import type { Paint } from './paint.ts';

/** A unified diff with what was taken out and put in made to stand out. */
export function diffText(diff: string, paint: Paint, indent = '  '): string {
  return diff
    .split('\n')
    .map((line, index) => `${indent}${painted(line, index, paint)}`.trimEnd())
    .join('\n');
}

function painted(line: string, index: number, paint: Paint): string {
  if (index < 2) return paint.bold(line);
  if (line.startsWith('@@') || line.startsWith('...')) return paint.cyan(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('+') ? paint.green(line) : paint.dim(line);
}
