import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedServer, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { StatusDocument } from '../../src/status/status-document.ts';
import { type Daemon, type Environment, startDaemon } from '../daemon.ts';
import { simpleFiles, type WatchedProject, watchedProject } from '../watched-project.ts';
import { applyHostility, hostileFiles } from './hostile-names.ts';

/** A daemon on a database that is in a certain state, and the daemon has seen it. */
export interface Scene {
  readonly daemon: Daemon;
  readonly project: WatchedProject;
  readonly status: StatusDocument;
}

const migrations: string = fileURLToPath(new URL('../../../../migrations', import.meta.url));
/** Other tests use the machine as well. */
export const PATIENCE = 120_000;
/** More than the page lists. */
const MANY = 520;

/** The application's own migrations, and the snapshot of them. */
export function applicationFiles(): Readonly<Record<string, string>> {
  const names = readdirSync(migrations).filter((name) => name.endsWith('.sql') || name === 'schema.snapshot.json');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(migrations, name), 'utf8')]));
}

/** The application's database, as it should be. */
export async function trueScene(): Promise<Scene> {
  return seen(await watchedProject(applicationFiles()), ({ verdict }) => verdict === 'true');
}

/** What the application once found at night, and what somebody's hand can do besides. */
export async function driftedScene(): Promise<Scene> {
  const project = await watchedProject(applicationFiles());
  await drift(project);
  return seen(project, ({ databases: [shop] }) => shop?.counts.critical === 3);
}

/** A table, a column and a type are not what they were, an index is invalid, an applied file was edited. */
export async function drift({ query, migrations: directory, url }: WatchedProject): Promise<void> {
  await query('drop table ai_agent_providers');
  await query('alter table system_performance_metrics drop column value');
  await query('alter table user_ai_agents alter column agent_name type varchar(100)');
  await breakIndex(url);
  const edited = '\nCREATE TABLE whiteboards (id serial PRIMARY KEY);\n';
  appendFileSync(join(directory, '017_collaboration_tools.sql'), edited);
}

/** Building it waits for a transaction that does not end, and is given up: that leaves it behind, and invalid. */
async function breakIndex(url: string): Promise<void> {
  const [other, builder] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([other.connect(), builder.connect()]);
  try {
    await builder.query('drop index idx_performance_anomalies_status');
    await other.query('begin');
    await other.query("insert into performance_anomalies (metric_name, description) values ('latency', 'slow')");
    await builder.query("set statement_timeout = '500ms'");
    const sql =
      'create index concurrently idx_performance_anomalies_status on performance_anomalies (status, severity)';
    await builder.query(sql).then(
      () => {
        throw new Error('The index was built.');
      },
      () => undefined,
    );
  } finally {
    await Promise.all([other.end(), builder.end()]);
  }
}

/** A database that was true and does not answer any more. */
export async function downScene(): Promise<Scene> {
  const server = await ownServer();
  const project = await watchedProject(applicationFiles(), server.url);
  const { daemon } = await seen(project, ({ verdict }) => verdict === 'true');
  server.kill('SIGQUIT');
  return { daemon, project, status: await daemon.until(({ verdict }) => verdict === 'down', PATIENCE) };
}

/** A server that may be killed: nobody else uses it. */
export async function ownServer(): Promise<EmbeddedServer> {
  const server = (await startServer({ source: 'embedded', major: testServer().major as 18 })) as EmbeddedServer;
  onTestFinished(() => server.stop());
  return server;
}

/** More findings than the page lists. */
export async function manyScene(): Promise<Scene> {
  const names = Array.from({ length: MANY }, (_, index) => `part_${String(index + 1).padStart(3, '0')}`);
  const files = { '001_parts.sql': names.map((name) => `create table ${name} (id integer primary key);`).join('\n') };
  const project = await watchedProject(files);
  for (let at = 0; at < MANY; at += 100) await project.query(`drop table ${names.slice(at, at + 100).join(', ')}`);
  return seen(project, ({ databases: [parts] }) => (parts?.counts.critical ?? 0) >= MANY);
}

/** Three databases, and one of them has lost a table. */
export async function severalScene(): Promise<Scene> {
  const [shop, billing, ledger] = [await watchedProject(), await watchedProject(), await watchedProject()];
  await billing.query('drop table agents');
  const targets = { shop, billing, ledger };
  const list = Object.entries(targets).map(([name, { url, migrations: directory }]) => ({
    name,
    url,
    migrations: directory,
  }));
  return seen(shop, ({ databases }) => databases.every(({ verdict }) => verdict !== 'unknown'), {
    DATABASE_URL: undefined,
    WATCHDOG_TARGETS: JSON.stringify(list),
  });
}

/** Objects whose names would be markup, read from the right, or have no end. */
export async function hostileScene(): Promise<Scene> {
  const project = await watchedProject({ ...simpleFiles, ...hostileFiles });
  await applyHostility(project);
  return seen(project, ({ databases: [shop] }) => (shop?.findings.length ?? 0) >= 5);
}

async function seen(
  project: WatchedProject,
  condition: (status: StatusDocument) => boolean,
  environment: Environment = {},
): Promise<Scene> {
  const daemon = await startDaemon(project, environment);
  return { daemon, project, status: await daemon.until(condition, PATIENCE) };
}
