import { readdirSync, readFileSync } from 'node:fs';
import { withClient } from '@plumbline/testkit';
import { createTestDatabase } from '@plumbline/testkit/vitest';
import { expect, test } from 'vitest';
import { matchHistory } from '../../src/rescue/histories/match-history.ts';
import { readForeignHistories } from '../../src/rescue/histories/read-foreign-histories.ts';
import { migration } from '../../src/source/migration.ts';

const folder = new URL('../fixtures/foreign-histories/', import.meta.url);

const ours = [
  ['0001_people', 'create table people (id integer);\n'],
  ['0002_things', 'create table things (id integer);\n'],
  ['0003_later', 'select 3;\n'],
].map(([name, sql]) => migration(`${name}.sql`, Buffer.from(sql ?? '')));

/** Tables as the tool in question has them; those made by the tool itself say so in their first line. */
async function evidenceIn(sql: string): Promise<readonly string[]> {
  const database = await createTestDatabase();
  try {
    return await withClient(database.url, async (client) => {
      await client.query(sql);
      return (await readForeignHistories(client)).flatMap((history) => {
        const { evidence, unmatched } = matchHistory(history, ours);
        const rows = [...evidence].map(([name, { state, by }]) => `${name} ${state} by ${by}`);
        return [
          `${history.tool} in ${history.table}`,
          ...rows,
          ...unmatched.map(({ name, number }) => `of none: ${name ?? number}`),
        ];
      });
    });
  } finally {
    await database.drop();
  }
}

test.each(readdirSync(folder).filter((name) => name.endsWith('.sql')))(
  'what the tool made is read: %s',
  async (file) => {
    const [first, ...rows] = await evidenceIn(readFileSync(new URL(file, folder), 'utf8'));
    expect(first?.toLowerCase()).toContain(file.slice(0, -'.sql'.length));
    expect(rows.filter((row) => row.startsWith('0001_people applied'))).toHaveLength(1);
  },
);

// Tools that are not to be had from npm: their tables as their manuals and sources have them.
test.each([
  [
    'Flyway in public.flyway_schema_history',
    `create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200) not null,
       type varchar(20) not null, script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
       installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
     insert into flyway_schema_history values (1, '1', 'people', 'SQL', 'V1__people.sql', 5, 'me', now(), 3, true),
       (2, '2', 'things', 'SQL', 'V2__things.sql', 6, 'me', now(), 3, false), (3, '1.5', 'odd', 'SQL', 'V1_5__odd.sql', 7, 'me', now(), 3, true)`,
    ['0001_people applied by number', '0002_things failed by number', 'of none: V1_5__odd.sql'],
  ],
  [
    'golang-migrate in public.schema_migrations',
    `create table schema_migrations (version bigint not null primary key, dirty boolean not null); insert into schema_migrations values (2, true)`,
    ['0001_people applied by number', '0002_things failed by number'],
  ],
  [
    'goose in public.goose_db_version',
    `create table goose_db_version (id serial primary key, version_id bigint not null, is_applied boolean not null, tstamp timestamp default now());
     insert into goose_db_version (version_id, is_applied) values (0, true), (1, true), (2, true), (2, false)`,
    ['0001_people applied by number', '0002_things reverted by number'],
  ],
  [
    'Prisma in public._prisma_migrations',
    `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
       logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0);
     insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at) values
       ('a', encode(sha256('create table people (id integer);\n'), 'hex'), now(), '20240101_init', now()), ('b', 'x', null, '0002_things', now())`,
    ['0001_people applied by checksum', '0002_things failed by name'],
  ],
  [
    'sqlx in public._sqlx_migrations',
    `create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamptz not null default now(),
       success boolean not null, checksum bytea not null, execution_time bigint not null);
     insert into _sqlx_migrations values (1, 'people', now(), true, sha384('create table people (id integer);\n'), 5), (2, 'things', now(), false, '', 5)`,
    ['0001_people applied by checksum', '0002_things failed by number'],
  ],
])('%s is read', async (heading, sql, rows) => {
  expect(await evidenceIn(sql)).toEqual([heading, ...rows]);
});

test('a table that only happens to be called so is no history', async () => {
  expect(
    await evidenceIn('create table migrations (id int, animal text); create table knex_migrations (id int)'),
  ).toEqual([]);
});
