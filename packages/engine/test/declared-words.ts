import { describe, expect, test } from 'vitest';
import type { Declared } from '../src/declared/declared.ts';
import { declaredObjects } from '../src/declared/declared-objects.ts';
import { objectWords } from '../src/declared/missing-words.ts';
import { migration, parseMigration } from '../src/source/migration.ts';

/** A file, and what it declares as {@link declaredWords} has it. */
export interface DeclaredCase {
  readonly name: string;
  readonly sql: string;
  readonly declares: readonly string[];
}

/** A table of cases, each a test. */
export function declaredCases(title: string, list: readonly DeclaredCase[]): void {
  describe(title, () => {
    for (const { name, sql, declares } of list) {
      test(name, async () => expect(await declaredWords(sql)).toEqual(declares));
    }
  });
}

export async function readDeclared(sql: string): Promise<readonly Declared[]> {
  return declaredObjects(parseMigration(migration('001_case.sql', Buffer.from(sql))));
}

/** `?` what may rightly be missing, `!` what the server has not vouched for. Types of columns are left out. */
export async function declaredWords(sql: string): Promise<readonly string[]> {
  const declared = await readDeclared(sql);
  return declared
    .filter(({ kind }) => kind !== 'column type')
    .map((entry) => `${objectWords(entry)}${entry.excuse !== null ? ' ?' : entry.certain ? '' : ' !'}`);
}

/** The body that hides every error. */
export function swallowed(body: string): string {
  return `DO $$ BEGIN ${body} EXCEPTION WHEN OTHERS THEN NULL; END $$;`;
}
