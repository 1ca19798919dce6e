import { describe, expect, test } from 'vitest';
import type { FailedMigration } from '../../src/index.ts';
import { scratch } from './scratch.ts';

const before = `
  create table users (id integer primary key, email text unique, "Odd Name" int, public_id uuid);
  create schema billing;
  create table billing.invoices (id integer primary key);
  create type mood as enum ('ok');
  create function twice(n integer) returns integer language sql as 'select n * 2';`;

/** A file that fails, and how it must be explained. */
export interface Case {
  readonly name: string;
  readonly sql: string;
  readonly sqlstate: string;
  readonly code: string;
  /** Every one must be in the title, the explanation or the remedy. */
  readonly says: readonly string[];
}

/** Runs a file on a database with a few objects in it, and gives how it failed. */
export async function failedBy(sql: string, later: Readonly<Record<string, string>> = {}): Promise<FailedMigration> {
  const db = await scratch({ '001_before.sql': before, '002_fails.sql': sql, ...later });
  const { failed, error } = await db.migrate({ retries: 0, lockTimeoutMs: 300 });
  if (failed === null) throw new Error(`It did not fail in the server: ${error?.message ?? 'it was applied'}`);
  expect(failed.name).toBe('002_fails');
  return failed;
}

/** One test a case. */
export function testCases(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, { sql, sqlstate, code, says }) => {
      const { failure, diagnosis } = await failedBy(sql);
      expect(failure.sqlstate).toBe(sqlstate);
      expect(diagnosis.code).toBe(code);
      const words = [diagnosis.title, diagnosis.explanation, ...diagnosis.remedy].join('\n');
      for (const part of says) expect(words).toContain(part);
      // Holes where a name should be.
      expect(words).not.toMatch(/\bundefined\b|"null"|\[object| {2}/);
      expect(diagnosis.remedy.length).toBeGreaterThan(0);
    });
  });
}
