import { quoteBody, quoteLiteral } from '../../db/quote.ts';

const NAME = '"(?:[^"]|"")*"';
const QUALIFIED = String.raw`${NAME}(?:\.${NAME})?`;

interface Rule {
  readonly matches: RegExp;
  readonly guard: (match: RegExpExecArray, statement: string) => readonly string[];
}

const instead = (from: RegExp, to: string): Rule => ({
  matches: from,
  guard: (_, statement) => [statement.replace(from, to)],
});
const dropFirst = (matches: RegExp, drop: (match: RegExpExecArray) => string): Rule => ({
  matches,
  guard: (match, statement) => [drop(match), statement],
});

/** From the first that fits. */
const RULES: readonly Rule[] = [
  instead(
    /^(CREATE (?:UNLOGGED |FOREIGN )?TABLE|CREATE (?:UNLOGGED )?SEQUENCE|CREATE MATERIALIZED VIEW|CREATE STATISTICS) /,
    '$1 IF NOT EXISTS ',
  ),
  instead(/^(CREATE (?:UNIQUE )?INDEX(?: CONCURRENTLY)?) /, '$1 IF NOT EXISTS '),
  instead(/^(ALTER TABLE \S.*?) ADD COLUMN /, '$1 ADD COLUMN IF NOT EXISTS '),
  instead(/^(ALTER TYPE .*?) ADD VALUE /, '$1 ADD VALUE IF NOT EXISTS '),
  instead(/^(ALTER (?:TABLE|DOMAIN) .*?) DROP (COLUMN|CONSTRAINT) /, '$1 DROP $2 IF EXISTS '),
  instead(
    /^(DROP (?:TABLE|VIEW|MATERIALIZED VIEW|INDEX(?: CONCURRENTLY)?|TRIGGER|RULE|POLICY|STATISTICS|FUNCTION|PROCEDURE|AGGREGATE|SEQUENCE|TYPE|DOMAIN|SCHEMA|EXTENSION|EVENT TRIGGER)) /,
    '$1 IF EXISTS ',
  ),
  instead(/^CREATE VIEW /, 'CREATE OR REPLACE VIEW '),
  instead(/^CREATE TRIGGER /, 'CREATE OR REPLACE TRIGGER '),
  instead(/^CREATE RULE /, 'CREATE OR REPLACE RULE '),
  dropFirst(
    new RegExp(`^CREATE CONSTRAINT TRIGGER (${NAME}) .*? ON (${QUALIFIED}) `),
    ([, name, table]) => `DROP TRIGGER IF EXISTS ${name} ON ${table}`,
  ),
  dropFirst(
    new RegExp(`^CREATE POLICY (${NAME}) ON (${QUALIFIED}) `),
    ([, name, table]) => `DROP POLICY IF EXISTS ${name} ON ${table}`,
  ),
  dropFirst(new RegExp(`^CREATE EVENT TRIGGER (${NAME}) `), ([, name]) => `DROP EVENT TRIGGER IF EXISTS ${name}`),
  {
    matches: new RegExp(`^ALTER TABLE (${QUALIFIED}) ADD CONSTRAINT (${NAME}) `),
    guard: ([, table = '', name = ''], statement) => [
      unless(
        `EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${quoteLiteral(table)}::regclass AND conname = ${quoteLiteral(unquoted(name))})`,
        statement,
      ),
    ],
  },
  {
    matches: new RegExp(`^CREATE (?:TYPE|DOMAIN) (${QUALIFIED}) `),
    guard: ([, name = ''], statement) => [
      unless(`pg_catalog.to_regtype(${quoteLiteral(name)}) IS NOT NULL`, statement),
    ],
  },
  {
    matches: new RegExp(`^ALTER TABLE (${QUALIFIED}) ALTER COLUMN (${NAME}) ADD GENERATED `),
    guard: ([, table = '', column = ''], statement) => [
      unless(
        `EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${quoteLiteral(table)}::regclass AND attname = ${quoteLiteral(unquoted(column))} AND attidentity <> '')`,
        statement,
      ),
    ],
  },
];

/**
 * A generated statement so that it does nothing where all is well: the file that heals one database runs on every other
 * one, too. What is left as it is does nothing twice, such as SET DEFAULT or CREATE OR REPLACE.
 */
export function guarded(statement: string): readonly string[] {
  for (const { matches, guard } of RULES) {
    const match = matches.exec(statement);
    if (match !== null) return guard(match, statement);
  }
  return [statement];
}

function unless(condition: string, statement: string): string {
  return `DO ${quoteBody(`\nBEGIN\n  IF NOT (${condition}) THEN\n    ${statement};\n  END IF;\nEND;\n`)}`;
}

function unquoted(name: string): string {
  return name.slice(1, -1).replaceAll('""', '"');
}
