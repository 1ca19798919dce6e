import type { Paint } from './paint.ts';

/** The frame as it is, with the line and the caret made to stand out. */
export function frameText(frame: string, paint: Paint): string {
  return frame
    .split('\n')
    .map((line) => {
      if (line.startsWith('>')) return `  ${paint.bold(line)}`;
      return `  ${/^\s*\| *\^$/.test(line) ? line.replace('^', paint.red('^')) : paint.dim(line)}`;
    })
    .join('\n');
}
