import { PlumblineError } from '../errors.ts';
import type { Replay, ReplayOptions } from '../expect/replay.ts';
import { replayInScratch } from '../expect/replayed-schema.ts';
import type { ScratchProvider } from '../expect/scratch.ts';
import type { Migration } from '../source/migration.ts';

/**
 * Replays migrations on a server of the same major version as the database: a repair compares texts as a server writes
 * them.
 *
 * @throws PlumblineError `cannot-rehearse` when there is none, `replay-failed`, `scratch-unavailable`
 */
export async function replayHere(
  options: Pick<ReplayOptions, 'placeholders' | 'placeholdersInBodies' | 'signal'> & {
    readonly scratch: ScratchProvider;
  },
  major: number,
  migrations: readonly Migration[],
): Promise<Replay> {
  const { placeholders, placeholdersInBodies, signal, scratch } = options;
  const done = await replayInScratch(scratch, major, { migrations, placeholders, placeholdersInBodies, signal });
  const replayedOn = Number.parseInt(done.catalog.serverVersion, 10);
  if (replayedOn === major) return done;
  throw new PlumblineError(
    'cannot-rehearse',
    `The database is on PostgreSQL ${major}, and the scratch database on ${replayedOn}: what the one writes cannot be compared with what the other writes.`,
    { remedy: [`Give a server with PostgreSQL ${major}: --shadow-url postgres://user:password@host:port/name.`] },
  );
}
