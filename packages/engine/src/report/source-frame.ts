import { characterWidth } from './display-width.ts';
import { lineAt, type SourceLine } from './source-line.ts';

/** What {@link sourceFrame} needs to know. */
export interface SourceFrameInput {
  readonly sql: string;
  /** UTF-16 offset of the place; one beyond the end points behind the last character. */
  readonly offset: number;
  /** Named above the frame, with line and column. */
  readonly file?: string;
  /** Lines to show before and after. Default: 2 before, 1 after. */
  readonly before?: number;
  readonly after?: number;
  /** Columns that the source may take; longer lines are cut around the caret. Default: 100. */
  readonly width?: number;
  /** What the shown line numbers are higher by: the text may lack lines of its file. Default: 0. */
  readonly addLines?: number;
}

const TAB = 4;

/**
 * Shows a place in SQL: its line with number and a caret under the column, and the lines around it.
 *
 * @example
 * sourceFrame({ sql: 'select\n  frm users', offset: 9, file: 'a.sql' })
 * //   a.sql:2:3
 * //   1 | select
 * // > 2 |   frm users
 * //     |   ^
 */
export function sourceFrame(input: SourceFrameInput): string {
  const { sql, before = 2, after = 1, width = 100, addLines = 0 } = input;
  const at = lineAt(sql, Math.max(0, Math.min(input.offset, sql.length)));
  const lines: SourceLine[] = [at];
  for (let count = 0, line = at; count < before && line.start > 0; count++) {
    line = lineAt(sql, line.start - 1);
    lines.unshift(line);
  }
  for (let count = 0, line = at; count < after && line.next <= sql.length && line.next > line.end; count++) {
    line = lineAt(sql, line.next);
    // What follows the last line end is not a line of its own.
    if (line.start === sql.length) break;
    lines.push(line);
  }
  const digits = String((lines.at(-1)?.number ?? 1) + addLines).length;
  const caret = columnsOf(at.text.slice(0, at.offset - at.start)).length;
  // Far to the right, every line is moved by the same amount, so that what is aligned stays aligned.
  const from = caret < width - 10 ? 0 : caret - Math.floor(width / 2);
  const shown = lines.flatMap((line) => {
    const number = String(line.number + addLines).padStart(digits);
    const source = cut(columnsOf(line.text), from, width);
    const own = `${line === at ? '>' : ' '} ${number} | ${source}`.trimEnd();
    return line === at ? [own, `  ${' '.repeat(digits)} | ${' '.repeat(caret - from)}^`] : [own];
  });
  if (input.file === undefined) return shown.join('\n');
  const column = [...at.text.slice(0, at.offset - at.start)].length + 1;
  return [`  ${input.file}:${at.number + addLines}:${column}`, ...shown].join('\n');
}

/**
 * A text as the columns of a terminal: a wide character is followed by an empty column, marks join their character,
 * tabs become blanks. Control characters are made visible: a file must not be able to steer a terminal.
 */
function columnsOf(text: string): string[] {
  const columns: string[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') {
      do columns.push(' ');
      while (columns.length % TAB !== 0);
    } else if (code < 0x20) {
      columns.push(String.fromCodePoint(0x2400 + code));
    } else if (
      (code >= 0x7f && code < 0xa0) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069)
    ) {
      columns.push('\u{fffd}');
    } else {
      const width = characterWidth(character);
      if (width === 0 && columns.length > 0) {
        const last = columns.length - 1;
        columns[last] = (columns[last] ?? '') + character;
        continue;
      }
      columns.push(character);
      if (width === 2) columns.push('');
    }
  }
  return columns;
}

function cut(columns: readonly string[], from: number, width: number): string {
  const end = from + width;
  const part = columns.slice(from, end);
  if (from > 0 && part.length > 0) {
    part[0] = '…';
    // The other half of a wide character that the cut went through.
    if (part[1] === '') part[1] = ' ';
  }
  if (columns.length > end) part.push('…');
  return part.join('');
}
