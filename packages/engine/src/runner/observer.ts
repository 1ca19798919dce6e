import { newClient } from '../db/connect.ts';
import { type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import type { Settings } from './options.ts';

/** A connection of its own to look at what the others do. It opens when it is asked first. */
export interface Observer {
  /** Null when there is no connection to ask on: a full server, a login that fails. The next question tries again. */
  ask(text: string): Promise<SimpleResult | null>;
  close(): void;
}

/**
 * Looks at a run from outside. Neither the connection that works nor the one that holds the lock can do it: every query
 * has a snapshot for a moment, and a CREATE INDEX CONCURRENTLY that meets it waits for the end of that transaction. The
 * lock's ends after the index, so both would wait for ever.
 *
 * Nothing depends on what is seen: where the server has no room for another connection, nobody looks.
 */
export function createObserver(settings: Settings): Observer {
  let client: ReturnType<typeof newClient> | null = null;
  let opened: Promise<unknown> | null = null;
  let closed = false;
  const drop = (): void => {
    client?.connection.stream.destroy();
    client = null;
    opened = null;
  };
  return {
    async ask(text) {
      if (closed) return null;
      client ??= newClient(settings.server, settings.application);
      const mine = client;
      try {
        opened ??= mine.connect();
        await opened;
        return await simpleQuery(mine, text);
      } catch {
        if (client === mine) drop();
        return null;
      }
    },
    close() {
      closed = true;
      drop();
    },
  };
}
