import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

const released = `
SELECT 1;
`;
const found = (sql: string): Promise<readonly string[]> =>
  foundIn({ '1': released, '2': sql }, 'swallowed-exception', { released: ['1'] });

test.each([
  [`NULL`, `DO $$ BEGIN CREATE TABLE x (); EXCEPTION WHEN OTHERS THEN NULL; END $$;`],
  [`a notice`, `DO $$ BEGIN ALTER TABLE x ADD y int; EXCEPTION WHEN others THEN RAISE NOTICE 'x'; END $$;`],
  [
    `SQL made at run time`,
    `DO $$ BEGIN EXECUTE format('CREATE TABLE %I ()', 'x'); EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  ],
  [
    `within a branch`,
    `DO $$ BEGIN IF true THEN DROP TABLE IF EXISTS x; END IF; EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
  ],
])('%s', async (_name, sql) => {
  expect(await found(sql)).toEqual([expect.stringContaining(' 2:')]);
});

test.each([
  [`a named error`, `DO $$ BEGIN CREATE TABLE x (); EXCEPTION WHEN duplicate_table THEN NULL; END $$;`],
  [`RAISE`, `DO $$ BEGIN CREATE TABLE x (); EXCEPTION WHEN OTHERS THEN RAISE; END $$;`],
  [`something else instead`, `DO $$ BEGIN CREATE TABLE x (); EXCEPTION WHEN OTHERS THEN CREATE TABLE y (); END $$;`],
  [`an extension`, `DO $$ BEGIN CREATE EXTENSION pg_trgm; EXCEPTION WHEN OTHERS THEN NULL; END $$;`],
  [`data`, `DO $$ BEGIN UPDATE x SET y = 1; EXCEPTION WHEN OTHERS THEN NULL; END $$;`],
  [`no handler`, `DO $$ BEGIN CREATE TABLE x (); END $$;`],
])('nothing is said of %s', async (_name, sql) => {
  expect(await found(sql)).toEqual([]);
});
