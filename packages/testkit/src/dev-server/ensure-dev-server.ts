import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, clusterPaths, readCluster } from '../embedded/init-cluster.ts';
import { type Installation, installation } from '../embedded/installation.ts';
import { type PostmasterFile, readPostmasterFile } from '../embedded/postmaster-file.ts';
import { type ServerUser, serverUser } from '../embedded/server-user.ts';
import { socketDirectoryOrNone } from '../embedded/socket-directory.ts';
import { withClient } from '../with-client.ts';
import type { DevServer, DevServerEvent, DevServerOptions, EnsureDevServerOptions } from './dev-server.ts';
import { createDevCluster } from './dev-server-cluster.ts';
import { type DevServerHome, devServerHome } from './dev-server-home.ts';
import { chooseDevPort, rememberDevPort } from './dev-server-port.ts';
import { endServer, removeStaleLock, runningServer, startInBackground } from './dev-server-process.ts';

const startDeadline = 60_000;

interface Work {
  readonly major: 14 | 15 | 16 | 17 | 18;
  readonly home: DevServerHome;
  readonly dataDirectory: string;
  readonly user: ServerUser | null;
  readonly report: (event: DevServerEvent) => void;
}

/**
 * Makes sure that the project's development server runs: creates it the first time, starts it when it does not run
 * (after a crash too), finds it in milliseconds when it does. It runs in the background until `stopDevServer` or the
 * machine's end, keeps its data, and writes them as durably as any production server.
 *
 * It listens on the loopback interface only and asks for a password, a random one kept in a file that only its owner can
 * read: on a machine with other accounts, `trust` would make each of them superuser and let them run programs as us.
 * A Unix socket would do without a password, but not every client speaks it, and its path may be too long.
 *
 * Calls may run at once: PostgreSQL's own lock file lets one server start, and every caller waits for that one.
 *
 * @example const { url } = await ensureDevServer({ directory: '.plumbline' });
 */
export async function ensureDevServer(options: EnsureDevServerOptions): Promise<DevServer> {
  const work = await prepare(options);
  const database = options.database ?? 'plumbline_dev';
  const found = await readyServer(work);
  const { file, started } = found === null ? await startUntilReady(work) : { file: found, started: false };
  const cluster = await readCluster(work.home.path);
  await ensureDatabase(cluster, file.port, database);
  return {
    url: urlOf(cluster, file.port, database),
    major: work.major,
    dataDirectory: work.dataDirectory,
    port: file.port,
    pid: file.pid,
    started,
    notice: work.home.notice,
  };
}

/** Stops the project's development server and keeps its data. False when none was running. */
export async function stopDevServer(options: DevServerOptions): Promise<boolean> {
  const { dataDirectory } = await prepare(options);
  return endServer(dataDirectory);
}

async function prepare({ directory, major = 18, onEvent }: EnsureDevServerOptions): Promise<Work> {
  const user = await serverUser();
  const home = await devServerHome(directory, major, user);
  const { dataDirectory } = clusterPaths(home.path);
  const runAs = user === null ? null : await ownerOr(dataDirectory, user);
  return { major, home, dataDirectory, user: runAs, report: onEvent ?? (() => undefined) };
}

/** Root's choice of a user may change when software is installed; who owns the data does not. */
async function ownerOr(dataDirectory: string, user: ServerUser): Promise<ServerUser> {
  const found = await stat(dataDirectory).catch(() => null);
  return found === null || found.uid === 0 ? user : { name: `uid ${found.uid}`, uid: found.uid, gid: found.gid };
}

async function readyServer({ dataDirectory }: Work): Promise<PostmasterFile | null> {
  const file = await runningServer(dataDirectory);
  return file?.status === 'ready' ? file : null;
}

async function startUntilReady(work: Work): Promise<{ file: PostmasterFile; started: boolean }> {
  const { dataDirectory, home, major, report, user } = work;
  const found = await installation(major, user, dirname(home.path));
  if ((await stat(home.path).catch(() => null)) === null) {
    report({ type: 'creating', dataDirectory });
    await createDevCluster(found, home.path, user);
  } else {
    const left = await readPostmasterFile(dataDirectory);
    if (left !== null && (await runningServer(dataDirectory)) === null) report({ type: 'recovering', pid: left.pid });
  }
  const deadline = Date.now() + startDeadline;
  let portsTaken = 0;
  while (Date.now() < deadline) {
    const file = await runningServer(dataDirectory);
    if (file?.status === 'ready') return { file, started: false };
    if (file === null) {
      const outcome = await startOnce(work, found, portsTaken);
      if (typeof outcome !== 'string') return { file: outcome, started: true };
      if (outcome === 'port taken') portsTaken++;
    }
    // Another call, or a server that is on its way up or down.
    await sleep(50);
  }
  throw new Error(
    `The development server was not ready after ${startDeadline / 1000} s: see ${join(home.path, 'server.log')}.`,
  );
}

async function startOnce(
  work: Work,
  found: Installation,
  portsTaken: number,
): Promise<PostmasterFile | 'port taken' | 'somebody else'> {
  const { dataDirectory, home, report, user } = work;
  const port = await chooseDevPort(home.path, portsTaken);
  report({ type: 'starting', port });
  const command = [join(found.binDirectory, 'postgres'), '-D', dataDirectory, '-p', String(port)];
  command.push(
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${socketDirectoryOrNone(dataDirectory)}`,
  );
  const server = await startInBackground(command, join(home.path, 'server.log'), user);
  while (!server.hasEnded()) {
    const file = await readPostmasterFile(dataDirectory);
    if (file?.pid === server.pid && file.status === 'ready') {
      await rememberDevPort(home.path, port);
      return file;
    }
    await sleep(10);
  }
  return explainEnd(work, await server.report());
}

/** Reads from the log why the server ended: what passes is waited for, everything else is told. */
async function explainEnd({ dataDirectory }: Work, log: string): Promise<'port taken' | 'somebody else'> {
  if (/could not bind|could not create any TCP/.test(log)) return 'port taken';
  if (/pre-existing shared memory block/.test(log)) return 'somebody else';
  if (/lock file "postmaster\.pid"/.test(log)) {
    const file = await readPostmasterFile(dataDirectory);
    if (file !== null && (await runningServer(dataDirectory)) === null) await removeStaleLock(dataDirectory, file);
    return 'somebody else';
  }
  throw new Error(`The development server in ${dataDirectory} does not start. Its log says:\n${log}`);
}

async function ensureDatabase(cluster: Cluster, port: number, name: string): Promise<void> {
  await withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    await client.query(`create database ${pg.escapeIdentifier(name)}`).catch((error: { readonly code?: string }) => {
      // Another call created it between our look and our command: 42P04 duplicate_database, 23505 unique_violation.
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  });
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}
