import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PostgresMajor, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { failureFacts } from '../../src/runner/failure-facts.ts';
import { serverFailure } from '../../src/server-failure.ts';

test('a standby is told from a server that is only switched to reading', async () => {
  const server = await startServer({ major: testServer().major as PostgresMajor });
  try {
    // A server that finds this file follows a primary, or waits for one: it can only be read.
    writeFileSync(join(server.dataDirectory, 'standby.signal'), '');
    await server.restart();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      const error: unknown = await client.query('create table t ()').catch((cause) => cause);
      const failure = serverFailure(error);
      const facts = await failureFacts(client, { failure, pending: [] });
      expect(facts).toEqual({ isStandby: true });
      const diagnosis = diagnose({ failure, facts });
      expect(diagnosis).toMatchObject({ code: 'read-only-transaction', title: expect.stringContaining('standby') });
      expect(diagnosis.remedy[0]).toContain('primary');
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
});
