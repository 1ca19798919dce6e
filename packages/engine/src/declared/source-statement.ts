import type { ParsedMigration } from '../source/migration.ts';
import type { Statement } from '../splitter/index.ts';

/** A statement of a file, as it is sent. */
export interface SourceStatement {
  readonly statement: Statement;
  /** Its text with the placeholders filled. */
  readonly text: string;
  /** An offset in `text` to the one in the statement as it is written. */
  readonly written: (offset: number) => number;
}

/** The statements of a file as they are written. */
export function sourceStatements({ statements }: Pick<ParsedMigration, 'statements'>): readonly SourceStatement[] {
  return statements.map((statement) => ({ statement, text: statement.text, written: (offset) => offset }));
}
