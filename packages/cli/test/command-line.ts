import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedProcess, startProcess, withClient } from '@plumbline/testkit';
import { createTestDatabase, repository } from '@plumbline/testkit/vitest';
import type pg from 'pg';
import { onTestFinished } from 'vitest';

export { buildWorkspace as build, repository } from '@plumbline/testkit/vitest';

const bin = join(repository, 'packages/cli/bin/plumbline.js');

/** How a process ended and everything it printed. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running extends StartedProcess {
  readonly finished: Promise<Finished>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function start(command: string, args: readonly string[], cwd: string, env: Environment = {}): Running {
  const started = startProcess(command, args, { cwd, env });
  const { child, ended, stdout, stderr } = started;
  const finished = ended.then(() => ({
    ...{ exitCode: child.exitCode, signal: child.signalCode },
    ...{ stdout: stdout(), stderr: stderr() },
  }));
  return { ...started, finished };
}

/** A project of one test: its own directory with migrations and its own database. */
export interface Project {
  readonly directory: string;
  readonly url: string;
  /** The database's password, which no output may hold. */
  readonly password: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs `plumbline` with DATABASE_URL set. */
  run(args: readonly string[], env?: Environment): Promise<Finished>;
  start(args: readonly string[], env?: Environment): Running;
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

/** @param files migrations by their names, other files by their paths */
export async function project(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const database = await createTestDatabase();
  const directory = emptyDirectory();
  mkdirSync(join(directory, 'migrations'));
  onTestFinished(() => database.drop());
  const { url } = database;
  const begin = (args: readonly string[], env: Environment = {}): Running =>
    start(process.execPath, [bin, ...args], directory, { DATABASE_URL: url, ...env });
  const self: Project = {
    directory,
    url,
    password: decodeURIComponent(new URL(url).password),
    write: (more) => {
      for (const [name, text] of Object.entries(more)) {
        writeFileSync(name.endsWith('.sql') ? join(directory, 'migrations', name) : join(directory, name), text);
      }
    },
    start: begin,
    run: (args, env) => begin(args, env).finished,
    query: <Row extends pg.QueryResultRow>(sql: string) =>
      withClient(url, async (client) => (await client.query<Row>(sql)).rows),
  };
  self.write(files);
  return self;
}

/** A directory that is gone when the test ends. */
export function emptyDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-cli-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs `plumbline` in a directory without any database named. */
export function plumbline(args: readonly string[], cwd: string, env: Environment = {}): Promise<Finished> {
  return start(process.execPath, [bin, ...args], cwd, env).finished;
}
