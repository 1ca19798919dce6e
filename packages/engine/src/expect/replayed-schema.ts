import type { ExpectedSchema } from './expected-schema.ts';
import { type Replay, type ReplayOptions, replay } from './replay.ts';
import type { ScratchProvider } from './scratch.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Replays migrations in a scratch database, which is gone afterwards, whatever happened.
 *
 * @param major the version of PostgreSQL that it should have; null when any will do
 */
export async function replayInScratch(
  scratch: ScratchProvider,
  major: number | null,
  options: Omit<ReplayOptions, 'url' | 'isDisposable'>,
): Promise<Replay> {
  const { url, isDisposable, drop } = await scratch(major);
  try {
    return await replay({ ...options, url, isDisposable });
  } finally {
    await drop();
  }
}

/** What was replayed, as something to compare with. */
export function replayedSchema(done: Replay): ExpectedSchema {
  const { catalog, origins, revisions, dropped } = snapshotOf(done, []);
  return { source: 'replayed', catalog, origins, revisions, dropped };
}
