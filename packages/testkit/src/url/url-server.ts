import type { Server } from '../server.ts';
import { withClient } from '../with-client.ts';

/** Uses a server that is somebody else's: asks its version and whether databases can be created, and never stops it. */
export async function useServerByUrl(url: string): Promise<Server> {
  if (!URL.canParse(url))
    throw new Error('The URL of the test server is not a URL: write postgres://user:password@host:port/database.');
  const { version, role, allowed } = await withClient(url, async (client) => {
    const { rows } = await client.query<{ version: number; role: string; allowed: boolean }>(
      `select current_setting('server_version_num')::int as version, current_user as role,
              rolsuper or rolcreatedb as allowed from pg_roles where rolname = current_user`,
    );
    return rows[0] ?? { version: 0, role: 'unknown', allowed: false };
  });
  if (!allowed) {
    throw new Error(
      `The role ${role} may not create databases on the test server: run \`alter role ${role} createdb\`, or give another URL.`,
    );
  }
  return { source: 'url', major: Math.floor(version / 10_000), url, stop: () => Promise.resolve() };
}
