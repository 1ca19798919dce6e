import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedServer, type PostgresMajor, startServer } from '@plumbline/testkit';
import { onTestFinished, vi } from 'vitest';

/** A primary and a standby that follows it by streaming. Both end with the test. */
export interface Pair {
  readonly primary: EmbeddedServer;
  readonly standby: EmbeddedServer;
}

/** Starts two servers and makes the second one a copy of the first, which then follows it. */
export async function streamingPair(major: PostgresMajor): Promise<Pair> {
  const [primary, standby] = [await ownServer(major), await ownServer(major)];
  await shutDown(standby);
  await shutDown(primary);
  for (const name of readdirSync(standby.dataDirectory)) {
    rmSync(join(standby.dataDirectory, name), { recursive: true, force: true });
  }
  // Whose files they are is kept: the servers run as somebody else than a test that is root.
  execFileSync('cp', ['-R', '-p', `${primary.dataDirectory}/.`, standby.dataDirectory]);
  const { port, username, password } = new URL(primary.url);
  const follow = `host=127.0.0.1 port=${port} user=${username} password=${decodeURIComponent(password)}`;
  appendFileSync(join(standby.dataDirectory, 'postgresql.auto.conf'), `\nprimary_conninfo = '${follow}'\n`);
  writeFileSync(join(standby.dataDirectory, 'standby.signal'), '');
  await primary.restart();
  await standby.restart();
  return { primary, standby };
}

async function ownServer(major: PostgresMajor): Promise<EmbeddedServer> {
  const server = (await startServer({ source: 'embedded', major })) as EmbeddedServer;
  onTestFinished(() => server.stop());
  return server;
}

async function shutDown(server: EmbeddedServer): Promise<void> {
  server.kill('SIGINT');
  await vi.waitFor(
    () => {
      if (existsSync(join(server.dataDirectory, 'postmaster.pid'))) throw new Error('The server does not stop.');
    },
    { timeout: 60_000, interval: 50 },
  );
}
