import { type SplitError, splitErrorAt } from './split-error.ts';

/** What to do instead of each of psql's commands; the longest name that fits wins. */
const REMEDIES: Readonly<Record<string, string>> = {
  i: 'Put the included file in a migration of its own.',
  ir: 'Put the included file in a migration of its own.',
  include: 'Put the included file in a migration of its own.',
  include_relative: 'Put the included file in a migration of its own.',
  c: 'Name the database in the connection settings; a migration cannot change it.',
  connect: 'Name the database in the connection settings; a migration cannot change it.',
  gexec: 'Use a DO block with EXECUTE to run statements that a query makes.',
  gset: 'psql variables do not exist here. Use a DO block with variables, or a subquery.',
  g: 'End the statement with a semicolon.',
  gx: 'End the statement with a semicolon.',
  gdesc: 'End the statement with a semicolon.',
  copy: 'Use COPY ... FROM STDIN with the data in the following lines and a closing \\. line.',
  ';': 'Write a plain semicolon.',
  '.': 'A \\. line closes COPY data, but no COPY ... FROM STDIN; stands before it.',
  set: 'psql variables do not exist here. Write the value out, or use a DO block with variables.',
  unset: 'psql variables do not exist here. Remove the line.',
  echo: 'Use a DO block with RAISE NOTICE, or remove the line.',
  warn: 'Use a DO block with RAISE WARNING, or remove the line.',
  qecho: 'Use a DO block with RAISE NOTICE, or remove the line.',
  if: 'Use a DO block with IF ... THEN.',
  elif: 'Use a DO block with IF ... THEN.',
  else: 'Use a DO block with IF ... THEN.',
  endif: 'Use a DO block with IF ... THEN.',
  timing: 'Remove the line; statements are timed anyway.',
  encoding: 'Save the file as UTF-8 and remove the line.',
  '!': 'Shell commands do not belong in a migration. Remove the line.',
  restrict: 'It is skipped only as a whole line between statements, as pg_dump writes it.',
  unrestrict: 'It is skipped only as a whole line between statements, as pg_dump writes it.',
};

/** A whole line as pg_dump writes it: an argument of letters and digits, nothing after it. */
const RESTRICT_LINE = /\\(?:un)?restrict[ \t]+[A-Za-z0-9]+[ \t]*(?:\r\n|\r|\n|$)/y;

/** The offset after the `\restrict` or `\unrestrict` line that begins at `at`; -1 when there is none. */
export function restrictLineEnd(sql: string, at: number): number {
  RESTRICT_LINE.lastIndex = at;
  return RESTRICT_LINE.test(sql) ? RESTRICT_LINE.lastIndex : -1;
}

/** The error for a backslash outside literals: never SQL, so it is meant for psql. */
export function metaCommandError(sql: string, at: number): SplitError {
  const name = commandName(sql, at + 1);
  const remedy = REMEDIES[name.toLowerCase()] ?? REMEDIES[name] ?? 'Remove it or write it in SQL.';
  return splitErrorAt(
    sql,
    at,
    'psql-meta-command',
    `psql meta-command \\${name}`,
    `Only psql understands backslash commands. ${remedy}`,
  );
}

function commandName(sql: string, at: number): string {
  const word = /[A-Za-z_]+\+?|[^\s]|/uy;
  word.lastIndex = at;
  return word.exec(sql)?.[0] ?? '';
}
