import { randomBytes } from 'node:crypto';
import type { PostgresMajor, Server } from '../server.ts';
import { withClient } from '../with-client.ts';

/** How to run the container. */
export interface ContainerOptions {
  readonly major: PostgresMajor;
  /** Default: the official image, `postgres:<major>`. */
  readonly image?: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL in a Docker container that is removed when the server stops, or the process ends. */
export async function startContainerServer(options: ContainerOptions): Promise<Server> {
  // Loaded here and not at the top: it is large, and most runs need no Docker.
  const { PostgreSqlContainer } = await loadTestcontainers();
  const image = options.image ?? `postgres:${options.major}`;
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const container = await new PostgreSqlContainer(image)
    .withDatabase('postgres')
    .withUsername('postgres')
    .withPassword(randomBytes(18).toString('base64url'))
    .withCommand(['postgres', ...settings])
    .start()
    .catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `No container of the image ${image} could be started: ${reason}. Is Docker running, and can it pull the image?`,
        { cause },
      );
    });
  const url = container.getConnectionUri();
  const major = await withClient(url, async (client) => {
    const { rows } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    return rows[0]?.major ?? options.major;
  });
  return {
    source: 'container',
    major,
    url,
    stop: async () => {
      await container.stop();
    },
  };
}

function loadTestcontainers(): Promise<typeof import('@testcontainers/postgresql')> {
  return import('@testcontainers/postgresql').catch((cause: unknown) => {
    throw new Error('@testcontainers/postgresql is not installed: run pnpm install without --no-optional.', { cause });
  });
}
