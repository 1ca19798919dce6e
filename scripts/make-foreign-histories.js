// Makes packages/engine/test/fixtures/foreign-histories/<tool>.sql: the history tables of tools that this repository does
// not depend on, as the tools themselves made and filled them. They are installed from npm into a temporary directory and
// run against an embedded server.
//
//   node scripts/make-foreign-histories.js
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'packages/engine/test/fixtures/foreign-histories');
const pg = createRequire(join(root, 'packages/engine/package.json'))('pg');

/** What each is installed with, and a program that has it run two migrations against `process.argv[2]`. */
const tools = {
  typeorm: {
    table: 'migrations',
    packages: ['typeorm@0.3.27', 'pg@8', 'reflect-metadata@0.2'],
    program: `
import typeorm from 'typeorm';
class People1700000000001 { async up(runner) { await runner.query('create table people (id integer)'); } async down() {} }
class ThingsOfPeople1700000000002 { async up(runner) { await runner.query('create table things (id integer)'); } async down() {} }
const source = new typeorm.DataSource({ type: 'postgres', url: process.argv[2], migrations: [People1700000000001, ThingsOfPeople1700000000002] });
await source.initialize();
await source.runMigrations();
await source.destroy();`,
  },
  sequelize: {
    table: '"SequelizeMeta"',
    packages: ['sequelize@6', 'umzug@3', 'pg@8'],
    program: `
import { Sequelize } from 'sequelize';
import { SequelizeStorage, Umzug } from 'umzug';
const sequelize = new Sequelize(process.argv[2], { logging: false });
const umzug = new Umzug({
  migrations: ['0001_people.sql', '0002_things.sql'].map((name) => ({ name, up: () => sequelize.query('select 1') })),
  storage: new SequelizeStorage({ sequelize }),
  logger: undefined,
});
await umzug.up();
await sequelize.close();`,
  },
  liquibase: {
    table: 'databasechangelog',
    needs: ['java', '-version'],
    packages: ['liquibase@4'],
    program: `
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const changes = { '0001_people.sql': 'create table people (id integer);', '0002_things.sql': 'create table things (id integer);' };
for (const [name, sql] of Object.entries(changes)) writeFileSync(name, '--liquibase formatted sql\\n--changeset me:' + name + '\\n' + sql);
const includes = Object.keys(changes).map((file) => JSON.stringify({ include: { file } })).join(',');
writeFileSync('all.json', '{"databaseChangeLog":[' + includes + ']}');
const { username, password, hostname, port, pathname } = new URL(process.argv[2]);
const { status, stderr } = spawnSync('node_modules/liquibase/dist/liquibase/liquibase', ['--changelog-file=all.json',
  '--url=jdbc:postgresql://' + hostname + ':' + port + pathname, '--username=' + username, '--password=' + password, 'update'], { encoding: 'utf8' });
if (status !== 0) throw new Error(stderr);`,
  },
  rails: {
    table: 'schema_migrations',
    beside: 'ar_internal_metadata',
    needs: ['ruby', '-ractive_record', '-rpg', '-e', '0'],
    packages: [],
    program: `
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('db');
for (const [number, name] of [['0001', 'people'], ['0002', 'things']]) {
  const title = name[0].toUpperCase() + name.slice(1);
  writeFileSync('db/' + number + '_' + name + '.rb', 'class ' + title + ' < ActiveRecord::Migration[6.1]; def change; create_table :' + name + '; end; end');
}
writeFileSync('run.rb', 'require "active_record"; ActiveRecord::Base.establish_connection(ARGV[0]); ActiveRecord::MigrationContext.new("db", ActiveRecord::SchemaMigration).migrate');
const { status, stderr } = spawnSync('ruby', ['run.rb', process.argv[2]], { encoding: 'utf8' });
if (status !== 0) throw new Error(stderr);`,
  },
};

const { startServer } = await import(join(root, 'packages/testkit/dist/index.js'));
const server = await startServer({ major: 18 });
// The server's own role has a password that is quick to check, which strict drivers refuse.
await query(server.url, "set scram_iterations = 4096; create role tools superuser login password 'tools'");
try {
  for (const [tool, { table, packages, program, needs, beside }] of Object.entries(tools)) {
    if (needs !== undefined && spawnSync(needs[0], needs.slice(1)).status !== 0) {
      console.log(`${tool}: left as it is, there is no ${needs[0]} for it`);
      continue;
    }
    const directory = mkdtempSync(join(tmpdir(), 'plumbline-tool-'));
    writeFileSync(join(directory, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(directory, 'run.js'), program);
    if (packages.length > 0)
      run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], directory);
    await query(server.url, `create database ${tool}`);
    const url = new URL(server.url);
    url.pathname = `/${tool}`;
    url.username = url.password = 'tools';
    run(process.execPath, ['run.js', url.href], directory);
    const made = [table, ...(beside === undefined ? [] : [beside])];
    const texts = await Promise.all(made.map((one) => tableAsSql(url.href, one)));
    writeFileSync(
      join(fixtures, `${tool}.sql`),
      `-- Made by ${packages[0] ?? tool}: scripts/make-foreign-histories.js\n${texts.join('')}`,
    );
    rmSync(directory, { recursive: true, force: true });
  }
} finally {
  await server.stop();
}

function run(command, words, cwd) {
  const { status, stderr, stdout } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words[0]} ended with ${status}:\n${stdout}${stderr}`);
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function tableAsSql(url, table) {
  const columns = await query(
    url,
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0 order by attnum`,
  );
  const [{ rows }] = await query(
    url,
    `select string_agg('insert into ${table} select * from json_populate_record(null::${table}, ' || quote_literal(to_json(t)::text) || ');', E'\\n') as rows from ${table} t`,
  );
  const list = columns.map(({ name, type }) => `  ${name} ${type}`).join(',\n');
  return `create table ${table} (\n${list}\n);\n${rows}\n`;
}
