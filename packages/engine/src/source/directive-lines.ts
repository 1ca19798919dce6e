import type { ParsedMigration } from './migration.ts';

/** A comment line of a file that is addressed to Plumbline: `-- plumbline: no-transaction`. */
export interface DirectiveLine {
  /** UTF-16 offset of its dashes in the text of the file. */
  readonly offset: number;
  /** Where the line ends. */
  readonly end: number;
  /** What follows the colon. */
  readonly text: string;
}

const LINE = /^[ \t\uFEFF]*--[ \t]*plumbline:[ \t]*(.*?)[ \t\r]*$/gm;

/** The directive lines among a file's own comments; inside a function body or a string such a line is text. */
export function directiveLines({
  sql,
  statements,
}: Pick<ParsedMigration, 'sql' | 'statements'>): readonly DirectiveLine[] {
  return [...sql.matchAll(LINE)].flatMap((match) => {
    const offset = match.index + match[0].indexOf('--');
    if (statements.some(({ start, end }) => start <= offset && offset < end)) return [];
    return [{ offset, end: match.index + match[0].length, text: match[1] ?? '' }];
  });
}
