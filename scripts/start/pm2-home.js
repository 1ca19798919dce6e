import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longest path of a Unix socket: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

/**
 * The PM2_HOME of a start, so that a person's own pm2 is never touched: in `directory`, unless the paths of pm2's sockets
 * would be too long there.
 */
export async function pm2Home(directory) {
  const path = join(directory, 'pm2');
  if (Buffer.byteLength(join(path, 'interactor.sock')) <= longestSocketPath) return path;
  return mkdtemp(join(tmpdir(), 'plumbline-pm2-'));
}
