import type { Paint, Remark } from '@plumbline/engine';

/** A statement that did nothing, or not what it says: its place, and how what it met differs. */
export function remarkText({ file, line, kind, message, differences }: Remark, paint: Paint): string {
  const isHarmless = kind === 'nothing-to-drop' || (kind === 'already-there' && differences.length === 0);
  const mark = isHarmless ? paint.dim('·') : paint.yellow('!');
  return [
    `${mark} ${paint.cyan(`${file}:${line}`)} ${message}`,
    ...differences.map((difference) => `    ${difference}`),
  ].join('\n');
}
