import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import { PlumblineError } from '../errors.ts';
import type { Origin } from '../verify/finding.ts';
import { type ObjectShape, restored } from './object-shapes.ts';
import type { Snapshot, SnapshotFile } from './snapshot.ts';
import { SNAPSHOT_LAYOUT } from './snapshot-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the text of a snapshot.
 *
 * @param file the path that messages name
 * @param paths the path of each migration's file, by the migration's name; the name itself stands in for those not there
 * @throws PlumblineError `snapshot-unreadable`
 */
export function parseSnapshot(text: string, file: string, paths: ReadonlyMap<string, string>): Snapshot {
  const value = parsed(text, file);
  const { layout, catalog, serverVersion } = value;
  if (typeof layout !== 'number' || typeof catalog !== 'number' || typeof serverVersion !== 'string')
    throw unreadable(file, 'it is not a snapshot of a schema');
  if (layout > SNAPSHOT_LAYOUT || catalog > 1) throw tooNew(file);
  const shapes = new Map(list(value, 'shapes', file).map(({ kind, fields }) => [kind, fields as ObjectShape]));
  const origins = new Map<string, Origin>();
  const revisions = new Map<string, Origin>();
  const objects = list(value, 'objects', file).map((entry): CatalogObject => {
    const { from, revised, ...fields } = entry;
    const object = restored(fields, shapes.get(fields.kind) ?? []);
    if (typeof object.kind !== 'string' || typeof object.name !== 'string')
      throw unreadable(file, 'one of its objects has no kind or no name');
    const identity = identityOf(object as unknown as CatalogObject);
    if (from !== undefined) origins.set(identity, placeOf(from, file, paths));
    if (revised !== undefined) revisions.set(identity, placeOf(revised, file, paths));
    return object as unknown as CatalogObject;
  });
  const dropped = list(value, 'dropped', file).map(({ identity, by }): [string, Origin] => [
    String(identity),
    placeOf(by, file, paths),
  ]);
  return {
    files: list(value, 'files', file).map((entry) => fileOf(entry, file)),
    catalog: { layout: 1, serverVersion, objects, unread: [] },
    origins,
    revisions,
    dropped: new Map(dropped),
  };
}

function parsed(text: string, file: string): Fields {
  const marks = /^(?:<<<<<<<|=======|>>>>>>>)/m.exec(text);
  if (marks !== null) throw unreadable(file, 'it has the marks of a merge conflict', lineAt(text, marks.index));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const line = position === undefined ? null : lineAt(text, Number(position));
    throw unreadable(file, 'it is not valid JSON', line, error);
  }
  throw unreadable(file, 'it is not a snapshot of a schema');
}

function list(value: Fields, key: string, file: string): readonly Fields[] {
  const entries = value[key];
  if (Array.isArray(entries) && entries.every((entry) => typeof entry === 'object' && entry !== null)) return entries;
  throw unreadable(file, `it has no list "${key}"`);
}

function fileOf({ name, checksum }: Fields, file: string): SnapshotFile {
  if (typeof name === 'string' && typeof checksum === 'string') return { name, checksum };
  throw unreadable(file, 'one of its files has no name or no checksum');
}

/** Of `008_metrics:5:3`; a name may have colons of its own. */
function placeOf(value: unknown, file: string, paths: ReadonlyMap<string, string>): Origin {
  const [, migration, line, statement] = /^(.+):(\d+):(\d+)$/.exec(String(value)) ?? [];
  if (migration === undefined) throw unreadable(file, `"${String(value)}" is no place in a migration`);
  const path = paths.get(migration) ?? `${migration}.sql`;
  return { migration, file: path, line: Number(line), statement: Number(statement) };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function unreadable(file: string, reason: string, line: number | null = null, cause?: unknown): PlumblineError {
  const place = line === null ? file : `${file}:${line}`;
  return new PlumblineError(
    'snapshot-unreadable',
    `${place}: the snapshot cannot be read: ${reason}.`,
    { remedy: ['Make it again: plumbline snapshot'] },
    cause,
  );
}

function tooNew(file: string): PlumblineError {
  return new PlumblineError('snapshot-unreadable', `${file}: a newer version of Plumbline wrote this snapshot.`, {
    remedy: ['Use the version of Plumbline that wrote it, or make it again with this one: plumbline snapshot'],
  });
}
