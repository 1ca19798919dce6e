import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { expect, test } from 'vitest';
import { matchHistory } from '../../src/rescue/histories/match-history.ts';
import { readForeignHistories } from '../../src/rescue/histories/read-foreign-histories.ts';
import { migration } from '../../src/source/migration.ts';

/** A tool as the benchmarks use it: it lays files out as it wants them; `command` is of one that is no library. */
interface Peer {
  lay(
    files: readonly { readonly name: string; readonly number: number; readonly sql: string }[],
    directory: string,
  ): void;
  command?(directory: string, url: string): readonly string[];
}

const peers = new URL('../../../../bench/peers/', import.meta.url);

/** Runs the tool in a process of its own, as its users do. */
async function apply(module: string, peer: Peer, directory: string, url: string): Promise<void> {
  const words = peer.command?.(directory, `${url}?sslmode=disable`) ?? [
    process.execPath,
    fileURLToPath(new URL('apply.js', peers)),
    ...[module, directory, url],
  ];
  await promisify(execFile)(words[0] ?? '', words.slice(1));
}

/** The server's own role has a password that is quick to check, which strict drivers refuse. */
async function ownRole(url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const own = new URL(url);
  own.username = `peer_${randomBytes(6).toString('hex')}`;
  own.password = randomBytes(12).toString('hex');
  await withClient(url, async (client) => {
    await client.query(`select set_config(name, '4096', false) from pg_settings where name = 'scram_iterations'`);
    await client.query(`create role ${own.username} superuser login password '${own.password}'`);
  });
  return {
    url: own.href,
    drop: () =>
      withClient(url, async (client) => {
        await client.query(`drop owned by ${own.username} cascade; drop role ${own.username}`);
      }),
  };
}

const files = [
  { number: 1, name: '0001_people', sql: 'create table people (id integer);\n' },
  { number: 2, name: '0002_things', sql: 'create table things (id integer);\n' },
];
const ours = [...files, { number: 3, name: '0003_later', sql: 'select 3;\n' }].map(({ name, sql }) =>
  migration(`${name}.sql`, Buffer.from(sql)),
);

test.each([
  ['node-pg-migrate', 'node-pg-migrate', 'public.pgmigrations', 'name'],
  ['knex', 'Knex', 'public.knex_migrations', 'name'],
  ['kysely', 'Kysely', 'public.kysely_migration', 'name'],
  ['drizzle-orm', 'Drizzle', 'drizzle.__drizzle_migrations', 'checksum'],
  ['graphile-migrate', 'graphile-migrate', 'graphile_migrate.migrations', 'number'],
  ['umzug', 'Sequelize or umzug', 'public.umzug_migrations', 'name'],
  ['dbmate', 'dbmate', 'public.schema_migrations', 'number'],
  ['postgres-migrations', 'postgres-migrations', 'public.migrations', 'number'],
])('what %s itself recorded is read, and each row finds its file', async (module, tool, table, by) => {
  const peer = (await import(new URL(`${module}.js`, peers).href)) as Peer;
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-peer-'));
  const database = await createTestDatabase();
  const role = await ownRole(database.url);
  try {
    peer.lay(files, directory);
    await apply(module, peer, directory, role.url);
    const histories = await withClient(database.url, readForeignHistories);
    expect(histories.map((history) => [history.tool, history.table])).toEqual([[tool, table]]);
    const { evidence, unmatched } = matchHistory(histories[0]!, ours);
    expect(unmatched).toEqual([]);
    expect([...evidence].map(([name, one]) => [name, one.state, one.by])).toEqual([
      ['0001_people', 'applied', by],
      ['0002_things', 'applied', by],
    ]);
  } finally {
    await role.drop();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  }
});
