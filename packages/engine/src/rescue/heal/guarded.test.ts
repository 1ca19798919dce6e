import { expect, test } from 'vitest';
import { guarded } from './guarded.ts';

test.each([
  ['CREATE TABLE "a"."b" ()', ['CREATE TABLE IF NOT EXISTS "a"."b" ()']],
  [
    'CREATE UNIQUE INDEX CONCURRENTLY "i" ON "a"."b" USING "btree" ("x")',
    ['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "a"."b" USING "btree" ("x")'],
  ],
  ['ALTER TABLE "a"."b" ADD COLUMN "c" integer', ['ALTER TABLE "a"."b" ADD COLUMN IF NOT EXISTS "c" integer']],
  ['DROP INDEX "a"."i"', ['DROP INDEX IF EXISTS "a"."i"']],
  [
    'CREATE POLICY "p" ON "a"."b" AS PERMISSIVE',
    ['DROP POLICY IF EXISTS "p" ON "a"."b"', 'CREATE POLICY "p" ON "a"."b" AS PERMISSIVE'],
  ],
  ['ALTER TABLE "a"."b" ALTER COLUMN "c" SET NOT NULL', ['ALTER TABLE "a"."b" ALTER COLUMN "c" SET NOT NULL']],
])('%s does nothing where all is well', (statement, expected) => {
  expect(guarded(statement)).toEqual(expected);
});

test('a constraint is added where none of its name is on the table', () => {
  const [block] = guarded('ALTER TABLE "a"."b" ADD CONSTRAINT "it""s" CHECK (x > 0) NOT VALID');
  expect(block).toContain(`conrelid = '"a"."b"'::regclass AND conname = 'it"s'`);
  expect(block).toContain('    ALTER TABLE "a"."b" ADD CONSTRAINT "it""s" CHECK (x > 0) NOT VALID;');
});
