import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { type ReadCatalogOptions, readCatalog } from '../catalog/read-catalog.ts';
import { connect } from '../db/connect.ts';
import { quoteIdentifier } from '../db/quote.ts';
import { loadParser } from '../declared/parser.ts';
import { PlumblineError } from '../errors.ts';
import { settingsOf } from '../runner/options.ts';
import { type PreparedFile, prepareFiles } from '../runner/prepare-files.ts';
import { look } from '../runner/session.ts';
import type { Migration } from '../source/migration.ts';
import type { Origin } from '../verify/finding.ts';
import type { Remark } from './remark.ts';
import { replayFile } from './replay-file.ts';
import { type ReplaySession, seenOf, tell, withoutOwnOwner } from './replay-session.ts';
import { rolesIn } from './roles-in.ts';
import type { StatementChanges } from './stretch.ts';

export interface ReplayOptions {
  /** Of an empty database that nobody needs, as a role that may make everything in it. */
  readonly url: string;
  /** Whether the whole server is thrown away: see `Scratch`. Default false. */
  readonly isDisposable?: boolean | undefined;
  /** In the order in which they run. */
  readonly migrations: readonly Migration[];
  /** As for migrating: what `${name}` stands for, and whether in bodies too. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
  readonly placeholdersInBodies?: boolean | undefined;
  /** As for migrating: whether a file that swallowed what it declares is refused. Default true. */
  readonly checkDeclared?: boolean | undefined;
  /** Which schemas are read: as for the database that it is compared with. */
  readonly reading?: ReadCatalogOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reads the catalog after each statement that may have changed it: as exact as the quick way, and slower. Default false. */
  readonly careful?: boolean | undefined;
}

/** What the migrations make of an empty database. */
export interface Replay {
  readonly catalog: Catalog;
  /** The statement that made each object, by the object's identity. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The statement that changed it last, of objects that were changed after they were made. */
  readonly revisions: ReadonlyMap<string, Origin>;
  /** What each statement changed, in order; those that changed nothing are left out. */
  readonly changes: readonly StatementChanges[];
  /** Statements that did nothing, or not what they say. */
  readonly remarks: readonly Remark[];
  /** How often the catalog was read. */
  readonly readings: number;
  readonly durationMs: number;
}

/**
 * Runs the migrations in an empty database, a statement at a time, and records what each of them changes.
 *
 * @throws PlumblineError `replay-failed`, `scratch-unavailable`, and what reading and preparing files throws
 */
export async function replay(options: ReplayOptions): Promise<Replay> {
  const started = performance.now();
  const client = await connect({ server: options.url, application: 'plumbline replay', waitMs: 10_000 });
  try {
    const { migrations, placeholders, placeholdersInBodies, checkDeclared, reading = {} } = options;
    const settings = settingsOf({ client, files: [], placeholders, placeholdersInBodies, checkDeclared });
    const { facts } = await look(client, settings.schema);
    const catalog = withoutOwnOwner(await readCatalog(client, reading), facts.role);
    refuseContents(catalog);
    const session: ReplaySession = {
      run: { client, settings, facts },
      parser: await loadParser(),
      reading,
      seen: seenOf(catalog),
      readings: 1,
      hidesCounts: false,
    };
    const pending = migrations.map((migration) => entryOf(migration));
    const { files } = prepareFiles(pending, facts, settings.placeholders);
    if (options.isDisposable === true) await makeRoles(session, files);
    const changes: StatementChanges[] = [];
    const remarks: Remark[] = [];
    for (const file of files) {
      refuseIfStopped(options.signal);
      const done = await replayFile(session, file, options.careful);
      changes.push(...done.changes);
      remarks.push(...done.remarks);
    }
    const { readings, seen } = session;
    const durationMs = performance.now() - started;
    return { catalog: seen.catalog, ...originsOf(changes), changes, remarks, readings, durationMs };
  } finally {
    await client.end().catch(() => {}); // A broken one has ended already.
  }
}

/** Who made what is there at the end: an object that was dropped and made again has the later origin. */
function originsOf(changes: readonly StatementChanges[]): Pick<Replay, 'origins' | 'revisions'> {
  const origins = new Map<string, Origin>();
  const revisions = new Map<string, Origin>();
  for (const { created, changed, dropped, objects: _objects, ...origin } of changes) {
    for (const identity of [...dropped, ...created]) {
      origins.delete(identity);
      revisions.delete(identity);
    }
    for (const identity of created) origins.set(identity, origin);
    for (const identity of changed) revisions.set(identity, origin);
  }
  return { origins, revisions };
}

async function makeRoles(session: ReplaySession, files: readonly PreparedFile[]): Promise<void> {
  const { rows } = await session.run.client.query<{ name: string }>('select rolname as name from pg_catalog.pg_roles');
  const known = new Set(rows.map(({ name }) => name));
  for (const role of rolesIn(session.parser, files)) {
    if (!known.has(role)) await tell(session, `create role ${quoteIdentifier(role)}`);
  }
}

function entryOf(migration: Migration): Parameters<typeof prepareFiles>[0][number] {
  const { name, number } = migration;
  return { name, number, migration, record: null, state: 'pending', note: null };
}

/** What every new database has: the schema public, plpgsql, and what is said of them. */
function isInitial(object: CatalogObject): boolean {
  return object.kind === 'extension' || 'on' in object || (object.kind === 'schema' && object.name === 'public');
}

function refuseContents({ objects }: Catalog): void {
  const found = objects.filter((object) => !isInitial(object));
  const first = found.find(({ kind }) => kind === 'table') ?? found[0];
  if (first === undefined) return;
  throw new PlumblineError(
    'scratch-unavailable',
    `The scratch database is not empty: it has the ${first.kind} "${first.name}"${found.length > 1 ? ` and ${found.length - 1} more objects` : ''}.`,
    { remedy: ['Give a server with --shadow-url: a database is made there for the replay, and dropped after it.'] },
  );
}

function refuseIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new PlumblineError('aborted', 'Stopped while the migrations were replayed.');
}
