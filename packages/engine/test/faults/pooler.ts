import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, waitUntil } from '@plumbline/testkit';

const program: string | undefined = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(
  (path) => existsSync(path),
);

/**
 * Whether the tests behind a pooler can run here. In CI they must: a pooler that is missing there is an error of its
 * own, not a reason to skip.
 */
export function hasPooler(): boolean {
  if (program !== undefined) return true;
  if (process.env.CI === 'true') throw new Error('These tests need pgbouncer: apt-get install -y pgbouncer.');
  process.stderr.write('skipped: no pgbouncer on this machine (apt-get install -y pgbouncer)\n');
  return false;
}

export interface Pooler {
  /** The same database through the pooler. */
  throughPooler(url: string): string;
  stop(): Promise<void>;
}

/** Starts pgbouncer in transaction mode before the server of a URL, with few server connections. */
export async function startPooler(
  serverUrl: string,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<Pooler> {
  const server = new URL(serverUrl);
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-pooler-'));
  const log = join(directory, 'pooler.log');
  const password = decodeURIComponent(server.password).replaceAll("'", "''");
  const all = {
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'any', logfile: log },
    ...{ pool_mode: 'transaction', default_pool_size: 8, max_client_conn: 400 },
    // Each transaction goes to another server connection: the worst that a pooler may do.
    ...{ server_round_robin: 1, ...settings },
  };
  writeFileSync(
    join(directory, 'pgbouncer.ini'),
    `[databases]
* = host=${server.hostname} port=${server.port} user=${decodeURIComponent(server.username)} password='${password}'
[pgbouncer]
${Object.entries(all)
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
`,
  );
  const child = spawnUnprivileged(directory);
  const ended = once(child, 'exit');
  await waitUntil('pgbouncer answers', () => {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended at its start:\n${readFileSync(log, 'utf8')}`);
    return answers(port);
  });
  return {
    throughPooler(url) {
      const through = new URL(url);
      through.port = String(port);
      return through.href;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** pgbouncer refuses to run as root. */
function spawnUnprivileged(directory: string): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  const [uid, gid] = asRoot ? idsOf('nobody') : [];
  if (uid !== undefined && gid !== undefined) {
    chownSync(directory, uid, gid);
    chownSync(join(directory, 'pgbouncer.ini'), uid, gid);
  }
  return spawn(program as string, ['--quiet', join(directory, 'pgbouncer.ini')], {
    stdio: 'ignore',
    ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
  });
}

function idsOf(name: string): number[] {
  return ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
