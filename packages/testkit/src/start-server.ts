import { startContainerServer } from './container/container-server.ts';
import { startEmbeddedServer } from './embedded/embedded-server.ts';
import { throwAwaySettings } from './embedded/server-settings.ts';
import type { EmbeddedServer, PostgresMajor, Server, ServerSource } from './server.ts';
import { useServerByUrl } from './url/url-server.ts';

/** What kind of server to start. */
export interface StartServerOptions {
  /** Default: embedded. */
  readonly source?: ServerSource;
  /** Default: 18. A server given by URL has the version it has. */
  readonly major?: PostgresMajor;
  /** The server to use, for the source `url`. Its role must be able to create databases. */
  readonly url?: string;
  /** The image to run, for the source `container`. Default: `postgres:<major>`. */
  readonly image?: string;
  /** Settings on top of those of a throw-away server (fsync off and so on). Not for the source `url`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts a throw-away PostgreSQL server, ready for connections when the promise resolves.
 * An embedded server ends with the process that started it, however that ends.
 *
 * @example
 * const server = await startServer({ major: 16 });
 * try { await work(server.url) } finally { await server.stop() }
 */
export function startServer(options?: StartServerOptions & { readonly source?: 'embedded' }): Promise<EmbeddedServer>;
export function startServer(options?: StartServerOptions): Promise<Server>;
export async function startServer(options: StartServerOptions = {}): Promise<Server> {
  const { source = 'embedded', major = 18, settings = {} } = options;
  switch (source) {
    case 'embedded':
      return startEmbeddedServer(major, { ...throwAwaySettings, ...settings });
    case 'url':
      if (options.url === undefined) throw new Error('The source "url" needs the option `url`.');
      return useServerByUrl(options.url);
    case 'container':
      return startContainerServer({
        major,
        settings: { ...throwAwaySettings, ...settings },
        ...(options.image === undefined ? {} : { image: options.image }),
      });
  }
}
