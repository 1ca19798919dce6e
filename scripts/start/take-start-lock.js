import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';
import { StartRefusal, TRY_AGAIN } from './start-refusal.js';

/**
 * Makes sure that one start at a time works in a directory. The lock is a Unix socket on which the holder tells its pid:
 * nobody answers any more when it is gone, however it went, so no process number has to be believed.
 *
 * @returns a function that gives the lock back
 * @throws StartRefusal that names the holder
 */
export async function takeStartLock(directory) {
  const path = shortest(join(directory, 'start.sock'));
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listenAt(path);
    if (server !== null) return () => new Promise((resolve) => server.close(resolve));
    const holder = await askHolder(path);
    if (holder !== null) {
      throw new StartRefusal(
        TRY_AGAIN,
        `Another start is running in ${directory} (pid ${holder}): stop that one first, by Ctrl-C or kill ${holder}.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new StartRefusal(TRY_AGAIN, `Several starts at once in ${directory}: try again.`);
}

/** The path of a socket has room for about 100 bytes; a relative one is resolved by the kernel. */
function shortest(path) {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}

async function listenAt(path) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(String(process.pid));
  });
  server.listen(path);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code === 'EADDRINUSE') return null;
    throw error;
  }
  // It is no reason to go on living.
  server.unref();
  return server;
}

/** @returns the pid of who listens there; null when nobody does */
async function askHolder(path) {
  const socket = connect(path);
  try {
    let text = '';
    for await (const chunk of socket) text += chunk;
    return text;
  } catch (error) {
    if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') return null;
    throw error;
  }
}
