import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SplitError, split } from './index.ts';

interface Case {
  readonly name: string;
  readonly sql?: string;
  readonly sql_base64?: string;
  readonly standard_conforming_strings?: boolean;
  readonly statements?: readonly string[];
  readonly error?: string;
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
  readonly strict_error?: { error: string; offset?: number; line: number; column: number };
}

const fixture = new URL('../../test/fixtures/splitter/cases.json', import.meta.url);
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as readonly Case[];

/** What PostgreSQL and psql were seen to do with each script. */
test.for(cases)('$name', (given) => {
  const input = given.sql ?? Buffer.from(given.sql_base64 ?? '', 'base64');
  const options = { standardConformingStrings: given.standard_conforming_strings ?? true };
  const expected = given.strict_error ?? (given.error === undefined ? null : given);
  if (expected === null) {
    expect(split(input, options).map((statement) => statement.text)).toEqual(given.statements);
    return;
  }
  const error = thrownBy(() => split(input, options));
  expect(error).toBeInstanceOf(SplitError);
  expect(error?.message).toContain(expected.error);
  expect(error).toMatchObject({ line: expected.line, column: expected.column });
  if (expected.offset !== undefined) expect(error?.offset).toBe(expected.offset);
});

function thrownBy(action: () => unknown): SplitError | null {
  try {
    action();
    return null;
  } catch (error) {
    return error as SplitError;
  }
}
