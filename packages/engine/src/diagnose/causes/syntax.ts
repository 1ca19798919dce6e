import type { Cause } from '../cause.ts';
import { quotedNames } from '../names.ts';

const atEnd = /end of input/i;

/** Mistakes that people bring along from other databases, by the word the parser stumbled over. */
const foreign: Readonly<Record<string, string>> = {
  '`': 'Backquotes are MySQL: PostgreSQL quotes names with "double quotes".',
  auto_increment: 'AUTO_INCREMENT is MySQL: write GENERATED ALWAYS AS IDENTITY.',
  autoincrement: 'AUTOINCREMENT is SQLite: write GENERATED ALWAYS AS IDENTITY.',
  engine: 'ENGINE = ... is MySQL: leave it out.',
  unsigned: 'UNSIGNED is MySQL: use a CHECK (column >= 0).',
  datetime: 'DATETIME is MySQL: write timestamptz.',
  go: 'GO is SQL Server: statements end with ;',
  identity: 'IDENTITY(1,1) is SQL Server: write GENERATED ALWAYS AS IDENTITY.',
  modify: 'MODIFY is MySQL: write ALTER COLUMN ... TYPE ...',
  index: 'PostgreSQL has no INDEX inside CREATE TABLE: write CREATE INDEX after it.',
  key: 'PostgreSQL has no KEY inside CREATE TABLE: write CREATE INDEX after it.',
  not: 'IF NOT EXISTS is not available for every command: CREATE TYPE, CREATE TRIGGER, ADD CONSTRAINT and CREATE POLICY do not have it.',
};

const syntaxError: Cause = {
  code: 'syntax-error',
  sqlstates: ['42601', '42000'],
  explain: ({ failure }) => {
    const near = quotedNames(failure.message)[0];
    // The runner's own `;` after the statement, or the end of the whole text.
    const isAtEnd = near === ';' || atEnd.test(failure.message);
    const hint = foreign[(near ?? '').toLowerCase()] ?? (near?.includes('`') ? foreign['`'] : undefined);
    return {
      title: isAtEnd
        ? 'The statement ends before it is complete'
        : near === undefined
          ? 'The SQL cannot be understood'
          : `The SQL cannot be understood at "${near}"`,
      explanation: isAtEnd
        ? 'The parser came to the end of the statement and still expected something: a closing parenthesis, an END, or the rest of a clause is missing before the ; .'
        : `The parser stopped ${near === undefined ? 'here' : `at "${near}"`}. The mistake is there or just before it: a comma too many or too few, a missing parenthesis, a misspelt ` +
          'keyword, a reserved word used as a name. Nothing of the file has run.',
      remedy: [
        ...(hint === undefined ? [] : [hint]),
        'Look at the token under the caret and the one before it.',
        'A reserved word (user, order, group, table, ...) as a name must be in double quotes; better, choose another name.',
      ],
    };
  },
};

/** SQL that the parser refuses. */
export const syntaxCauses: readonly Cause[] = [syntaxError];
