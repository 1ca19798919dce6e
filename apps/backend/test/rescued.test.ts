import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { adopt, shadowDatabase } from '@plumbline/engine';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { beforeAll, expect, test } from 'vitest';
import { fillEveryTable } from '../../../packages/engine/test/rescue/fill-every-table.ts';
import { cutAtSemicolons, wholeFiles } from '../../../packages/engine/test/rescue/old-runner.ts';
import { backend, build, databaseOf } from './backend-process.ts';

const directory = fileURLToPath(new URL('../../../migrations', import.meta.url));
const olderShape = readFileSync(
  new URL('../../../packages/engine/test/rescue/older-shape.sql', import.meta.url),
  'utf8',
);

beforeAll(build);

test.each([
  ['cut at every semicolon', cutAtSemicolons],
  ['run as whole files', wholeFiles],
])(
  'a database that the old code left %s is refused, and served once it is adopted',
  { timeout: 240_000 },
  async (_, run) => {
    const { url, client } = await databaseOf(createTestDatabase());
    await client.query(olderShape);
    await run(client);
    await fillEveryTable(client);
    const refused = backend({ DATABASE_URL: url });
    expect(await refused.ended).toBe(78);

    const { error } = await adopt({ url, directory, scratch: () => shadowDatabase(url), apply: true });
    expect(error).toBeNull();

    const served = backend({ DATABASE_URL: url });
    const address = await served.ready;
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const body = JSON.stringify({ email: 'new@example.org', password: 'pearl-oyster-1' });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    expect((await fetch(`${address}/v1/auth/register`, post)).status).toBe(201);
    const { rows } = await client.query(`select email from users where email like 'old%' order by email`);
    expect(rows).toHaveLength(3);
  },
);
