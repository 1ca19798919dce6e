import { readFileSync } from 'node:fs';

export interface Example {
  readonly command: string;
  readonly output: readonly string[];
}

/**
 * What stands behind each `$` in the console blocks of a guide: the command, and the lines it is said to print. `...`
 * stands for any number of lines.
 */
export function guideExamples(name: string): readonly Example[] {
  const guide = readFileSync(new URL(`../../../docs/guides/${name}.md`, import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/```console\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks.flatMap((text) =>
    text
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n');
        return { command, output };
      }),
  );
}

/** Durations, times, places and versions of servers are of the day; all else has to be so. */
function steady(line: string): string {
  return line
    .replace(/\d+(\.\d+)? m?s\b/g, 'N ms')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/database "[^"]+"/g, 'database "app"')
    .replace(/PostgreSQL \d+\.\d+/g, 'PostgreSQL')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'THEN')
    .trimEnd();
}

/** @throws when what was printed is not what the guide has, all of it */
export function expectToPrint(printed: string, { command, output }: Example): void {
  const lines = printed.split('\n').map(steady);
  let at = 0;
  let mayskip = false;
  for (const line of output.map(steady)) {
    if (line.trim() === '...') {
      mayskip = true;
      continue;
    }
    const found = mayskip ? lines.indexOf(line, at) : lines[at] === line ? at : -1;
    if (found < 0)
      throw new Error(`\`${command}\` does not print this where the guide has it:\n${line}\nbut:\n${printed}`);
    at = found + 1;
    mayskip = false;
  }
  const rest = mayskip ? '' : lines.slice(at).join('\n').trim();
  if (rest !== '') throw new Error(`\`${command}\` prints more than the guide has:\n${rest}`);
}
