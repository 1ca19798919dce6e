import { type DirectiveLine, directiveLines } from './directive-lines.ts';
import type { ParsedMigration } from './migration.ts';

/** `-- plumbline: lint-ignore <rule>: <reason>`: somebody knows what a rule says here, and why it may stay so. */
export interface LintIgnore {
  /** Empty when none is written. */
  readonly rule: string;
  /** Empty when none is written, which is a fault. */
  readonly reason: string;
  /** UTF-16 offset of the comment in the text of the file. */
  readonly offset: number;
  /** The statement that it is for, 0-based; null for the whole file. */
  readonly statement: number | null;
  /** It stands before the first statement, where what concerns the file is said. */
  readonly isInHead: boolean;
}

const WORD = /^lint-ignore(?![\w-])[ \t]*/;

/** Whether a directive is for the linter alone. */
export function isLintIgnore({ text }: Pick<DirectiveLine, 'text'>): boolean {
  return WORD.test(text);
}

/**
 * Every lint-ignore of a file. One in the lines directly above a statement is for that statement; one in the head of
 * the file, with an empty line before the first statement, is for the whole file.
 */
export function lintIgnores(migration: Pick<ParsedMigration, 'sql' | 'statements'>): readonly LintIgnore[] {
  return directiveLines(migration)
    .filter(isLintIgnore)
    .map((line): LintIgnore => {
      const [, rule = '', reason = ''] = /^([\w-]*)[ \t]*(?::[ \t]*(.*))?$/.exec(line.text.replace(WORD, '')) ?? [];
      return { rule, reason, offset: line.offset, ...scopeOf(migration, line) };
    });
}

function scopeOf(
  { sql, statements }: Pick<ParsedMigration, 'sql' | 'statements'>,
  { offset, end }: DirectiveLine,
): Pick<LintIgnore, 'statement' | 'isInHead'> {
  const below = statements.find(({ start }) => start > offset);
  const isInHead = below === undefined ? statements.length === 0 : below.index === 0;
  if (!isInHead) return { statement: below?.index ?? statements.length, isInHead };
  const isAbove = below !== undefined && !/\n[ \t\r]*\n/.test(sql.slice(end, below.start));
  return { statement: isAbove ? 0 : null, isInHead };
}
