import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import { shadowDatabase } from '../../src/expect/shadow-database.ts';
import { adopt } from '../../src/rescue/adopt.ts';
import type { AdoptResult } from '../../src/rescue/adopt-result.ts';
import { verifyDatabase } from '../../src/verification/verify-database.ts';
import { fillEveryTable } from './fill-every-table.ts';
import { keptElsewhere, lostRows, tableContents } from './kept-rows.ts';
import { cutAtSemicolons, wholeFiles } from './old-runner.ts';

// An adoption is rehearsed on several databases, which a busy machine makes slowly.
vi.setConfig({ testTimeout: 300_000 });

const directory = fileURLToPath(new URL('../../../../migrations', import.meta.url));
const olderShape = readFileSync(new URL('older-shape.sql', import.meta.url), 'utf8');

function adoptAt(url: string): Promise<AdoptResult> {
  return adopt({ url, directory, scratch: () => shadowDatabase(url), apply: true });
}

test.each([
  ['cut at every semicolon, on an empty database', '', cutAtSemicolons],
  ['cut at every semicolon, on an older shape', olderShape, cutAtSemicolons],
  ['whole files, on an empty database', '', wholeFiles],
  ['whole files, on an older shape', olderShape, wholeFiles],
])('what the old code left is adopted without losing a row: %s', async (_, before, run) => {
  const database = await createTestDatabase();
  try {
    await withClient(database.url, async (client: pg.Client) => {
      if (before !== '') await client.query(before);
      await run(client);
      await fillEveryTable(client);
      const rows = await tableContents(client);
      const done = await adoptAt(database.url);
      if (done.error !== null) throw new Error(JSON.stringify(done.obstacles, null, 1) + done.error.message);
      expect(lostRows(rows, await tableContents(client), await keptElsewhere(client))).toEqual([]);
      expect(done.findings.after.filter(({ severity }) => severity !== 'info')).toEqual([]);
      // By the snapshot beside the files, which knows nothing of any adoption.
      const verified = await verifyDatabase({ url: database.url, directory, expected: 'snapshot', failOn: 'minor' });
      const { ok, error, pending } = verified;
      expect({ ok, error, pending }).toEqual({ ok: true, error: null, pending: [] });
    });
  } finally {
    await database.drop();
  }
});
