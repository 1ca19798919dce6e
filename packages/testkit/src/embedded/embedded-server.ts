import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedServer, PostgresMajor } from '../server.ts';
import { withClient } from '../with-client.ts';
import { cloneCluster, removeOldTemplates } from './cluster-template.ts';
import { freePort } from './free-port.ts';
import type { Cluster } from './init-cluster.ts';
import { installation } from './installation.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { giveTo, scratchDirectory, serversDirectories } from './scratch-directory.ts';
import { configurationText } from './server-settings.ts';
import { type ServerUser, serverUser } from './server-user.ts';
import { socketDirectoryOrNone } from './socket-directory.ts';
import { removeStaleServers, writeOwner } from './stale-servers.ts';
import { type SupervisedServer, superviseServer } from './supervise-server.ts';

const startDeadline = 60_000;
const portAttempts = 5;

interface Place {
  readonly directory: string;
  readonly binDirectory: string;
  readonly cluster: Cluster;
  readonly user: ServerUser | null;
  readonly logFile: string;
}

/** Starts a throw-away server from the embedded binaries. It ends with this process and leaves nothing behind. */
export async function startEmbeddedServer(
  major: PostgresMajor,
  settings: Readonly<Record<string, string>>,
): Promise<EmbeddedServer> {
  const place = await preparePlace(major, settings);
  try {
    const { port, running } = await startOnFreePort(place);
    return makeServer(place, major, port, running);
  } catch (error) {
    await rm(place.directory, { recursive: true, force: true });
    throw error;
  }
}

async function preparePlace(major: PostgresMajor, settings: Readonly<Record<string, string>>): Promise<Place> {
  const user = await serverUser();
  const scratch = await scratchDirectory(user);
  const { chosen, others } = await serversDirectories(user);
  for (const servers of [chosen, ...others]) await removeStaleServers(servers);
  await removeOldTemplates(scratch);
  const found = await installation(major, user, scratch);
  const directory = await mkdtemp(join(chosen, 's-'));
  await giveTo(directory, user);
  await writeOwner(directory);
  const cluster = await cloneCluster(found, scratch, directory, user);
  await appendFile(join(cluster.dataDirectory, 'postgresql.conf'), configurationText(settings));
  return { directory, binDirectory: found.binDirectory, cluster, user, logFile: join(directory, 'server.log') };
}

/** Between finding a free port and the server's taking it another process may; then the server says so, and we try on. */
async function startOnFreePort(place: Place): Promise<{ port: number; running: SupervisedServer }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { port, running: await startOnPort(place, port) };
    } catch (error) {
      const taken = error instanceof Error && /could not bind|could not create any TCP/.test(error.message);
      if (!taken || attempt === portAttempts) throw error;
    }
  }
}

async function startOnPort(place: Place, port: number): Promise<SupervisedServer> {
  const { binDirectory, cluster, directory, logFile, user } = place;
  const command = [join(binDirectory, 'postgres'), '-D', cluster.dataDirectory, '-p', String(port)];
  command.push('-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${socketDirectoryOrNone(directory)}`);
  const running = await superviseServer(command, directory, logFile, user);
  try {
    await waitUntilReady(place, running);
    await checkIsOurs(place, port);
    return running;
  } catch (error) {
    running.kill('SIGQUIT');
    await running.waitForEnd();
    throw error;
  }
}

async function waitUntilReady({ cluster, logFile }: Place, running: SupervisedServer): Promise<void> {
  const deadline = Date.now() + startDeadline;
  while (Date.now() < deadline) {
    const file = await readPostmasterFile(cluster.dataDirectory);
    if (file?.pid === running.pid && file.status === 'ready') return;
    if (running.hasEnded()) throw new Error(`The server ended while starting. Its log says:\n${await tail(logFile)}`);
    await sleep(10);
  }
  throw new Error(`The server was not ready after ${startDeadline / 1000} s. Its log says:\n${await tail(logFile)}`);
}

/** The port answers; this makes sure that it is our server that does. */
async function checkIsOurs({ cluster }: Place, port: number): Promise<void> {
  const shown = await withClient(urlOf(cluster, port), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory;
  });
  if (shown !== cluster.dataDirectory) throw new Error(`Port ${port} belongs to another server (data in ${shown}).`);
}

function makeServer(place: Place, major: PostgresMajor, port: number, first: SupervisedServer): EmbeddedServer {
  let running = first;
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    running.close();
    await running.waitForEnd();
    await rm(place.directory, { recursive: true, force: true });
  };
  return {
    source: 'embedded',
    major,
    url: urlOf(place.cluster, port),
    dataDirectory: place.cluster.dataDirectory,
    logFile: place.logFile,
    get pid() {
      return running.pid;
    },
    kill: (signal) => running.kill(signal),
    restart: async () => {
      if (stopped !== null) throw new Error('This server was stopped and its data are gone: start a new one.');
      running.kill('SIGINT');
      await running.waitForEnd();
      running = await startOnPort(place, port);
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function urlOf(cluster: Cluster, port: number): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(no log)');
  return text.trim().split('\n').slice(-20).join('\n');
}
