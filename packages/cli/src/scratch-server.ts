import type { ScratchProvider } from '@plumbline/engine';
import { loadTestkit } from './load-testkit.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_MAJOR = 18;
const OWN_SERVER = 'Give a server of your own: --shadow-url postgres://user:password@host:port/name';

/**
 * Where migrations are replayed: on the server of `--shadow-url`, in a database that is made for it; else on an embedded
 * server that is gone afterwards.
 */
export function scratchServer(shadowUrl: string | undefined, terminal: Terminal): ScratchProvider {
  return async (major) => {
    const { PlumblineError, shadowDatabase } = await import('@plumbline/engine');
    if (shadowUrl !== undefined) return shadowDatabase(shadowUrl);
    const testkit = await loadTestkit();
    if (testkit === null) {
      throw new PlumblineError('scratch-unavailable', 'There is no embedded PostgreSQL in this installation.', {
        remedy: [OWN_SERVER],
      });
    }
    const { isMajorInstalled, startServer } = testkit;
    const wanted = isKnown(major) ? major : DEFAULT_MAJOR;
    const version = (await isMajorInstalled(wanted)) ? wanted : DEFAULT_MAJOR;
    if (version !== wanted)
      terminal.line(`PostgreSQL ${wanted} is not installed here: the migrations are replayed on ${version}.`);
    terminal.live(`Replaying the migrations on an embedded PostgreSQL ${version} ...`);
    try {
      const server = await startServer({ major: version });
      try {
        const { url } = await shadowDatabase(server.url);
        return { url, isDisposable: true, drop: () => server.stop() };
      } catch (cause) {
        await server.stop();
        throw cause;
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PlumblineError(
        'scratch-unavailable',
        `The embedded PostgreSQL ${version} for the replay does not start: ${reason}`,
        { remedy: [OWN_SERVER] },
        cause,
      );
    }
  };
}

function isKnown(major: number | null): major is 14 | 15 | 16 | 17 | 18 {
  return major !== null && major >= 14 && major <= 18;
}
