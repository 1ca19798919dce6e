import type { Catalog } from '../catalog/catalog.ts';
import type { Migration } from '../source/migration.ts';
import type { Origin } from '../verify/finding.ts';
import type { Replay } from './replay.ts';

/** The name of the snapshot's file, in the directory of the migrations. */
export const SNAPSHOT_FILE = 'schema.snapshot.json';

/** What the migrations make, as it is kept beside them. */
export interface Snapshot {
  /** The files that it came from, in order. */
  readonly files: readonly SnapshotFile[];
  readonly catalog: Catalog;
  /** See `Replay`. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly revisions: ReadonlyMap<string, Origin>;
  /** Objects that one file makes and another drops, by the identity: the statement that dropped them last. */
  readonly dropped: ReadonlyMap<string, Origin>;
}

export interface SnapshotFile {
  readonly name: string;
  readonly checksum: string;
}

/** @param migrations those that were replayed */
export function snapshotOf(
  { catalog, origins, revisions, changes }: Replay,
  migrations: readonly Migration[],
): Snapshot {
  const dropped = new Map<string, Origin>();
  for (const { created: _created, changed: _changed, objects: _objects, dropped: identities, ...origin } of changes) {
    for (const identity of identities) if (!origins.has(identity)) dropped.set(identity, origin);
  }
  return { files: filesOf(migrations), catalog, origins, revisions, dropped };
}

/** Which files these are, and what is in them. */
export function filesOf(migrations: readonly Migration[]): readonly SnapshotFile[] {
  return migrations.map(({ name, checksum }) => ({ name, checksum }));
}

/** How two lists of files differ, a clause for each; empty when they do not. */
export function fileDifferences(has: readonly SnapshotFile[], wanted: readonly SnapshotFile[]): readonly string[] {
  const before = new Map(has.map(({ name, checksum }) => [name, checksum]));
  const now = new Map(wanted.map(({ name, checksum }) => [name, checksum]));
  return [
    ...wanted.filter(({ name }) => !before.has(name)).map(({ name }) => `${name} is not in it`),
    ...wanted
      .filter(({ name, checksum }) => before.has(name) && before.get(name) !== checksum)
      .map(({ name }) => `${name} was edited since`),
    ...has.filter(({ name }) => !now.has(name)).map(({ name }) => `it has ${name}, which is not there any more`),
  ];
}
