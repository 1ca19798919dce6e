import { displayWidth } from './display-width.ts';

/**
 * Breaks text between words so that no line is wider than `width`, each line with `indent` in front. A word that is too
 * long stays whole: paths and commands must remain copyable.
 *
 * @param first stands before the first line in place of `indent`, for list marks
 */
export function wrapText(text: string, width: number, indent = '', first: string = indent): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? first : indent;
    let isEmpty = true;
    for (const word of paragraph.split(' ').filter((part) => part !== '')) {
      if (!isEmpty && displayWidth(line) + 1 + displayWidth(word) > width) {
        lines.push(line);
        line = indent;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}
