import type { ClientBase } from 'pg';
import type { Row } from '../db/row-query.ts';
import { buildAnnotations } from './build-annotations.ts';
import { buildAttached } from './build-attached.ts';
import { buildConstraints } from './build-constraints.ts';
import { buildDatabase } from './build-database.ts';
import { buildIndexes } from './build-indexes.ts';
import { buildRoutines } from './build-routines.ts';
import { buildSequences } from './build-sequences.ts';
import { buildTables } from './build-tables.ts';
import { buildTypes } from './build-types.ts';
import { buildViews } from './build-views.ts';
import { newBuilding } from './building.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import type { Catalog } from './catalog.ts';
import { catalogSql, lockedSql, type Scope } from './catalog-sql.ts';
import { type Lookup, lookupOf } from './lookup.ts';
import { readTexts, type Texts } from './read-texts.ts';
import { type ReadingFrame, readFramed } from './reading-frame.ts';
import { annotationSetNames, type RowSets, rowSetNames } from './row-sets.ts';
import { inCodeOrder } from './server-lists.ts';
import { textWishes } from './text-wishes.ts';

export interface ReadCatalogOptions {
  /** Which schemas are read. Default: all but the system's and the history's. */
  readonly schemas?: readonly string[];
  /** The schema of the history, which is not read unless `schemas` names it. Default: `plumbline`. */
  readonly historySchema?: string;
  /** Reads owners, grants and comments too. Default: false. */
  readonly annotations?: boolean;
  /** How long one statement may take, in milliseconds. Default: 60,000. 0 sets no limit. */
  readonly statementTimeoutMs?: number;
  /** Reads what the transaction that the client is in sees of it, and leaves that as it was. Default: false. */
  readonly insideTransaction?: boolean;
}

/**
 * Reads the schema of a database as one value, from one snapshot of the raw catalogs: no lock on any table, no privilege
 * but CONNECT, nobody blocked and nobody waited for. Texts that only the server can write (defaults, checks, queries of
 * views) are asked for afterwards; those that are locked or going away at that moment are null, and said in `unread`.
 *
 * The session is left as it was, and the transactions are short, so it also works behind a transaction pooler.
 *
 * @param client connected, and not inside a transaction unless `insideTransaction` says so
 * @example
 * const catalog = await readCatalog(client);
 * const tables = catalog.objects.filter(({ kind }) => kind === 'table');
 * @throws PlumblineError `invalid-options` when it is otherwise; pg's error when the server refuses
 */
export async function readCatalog(client: ClientBase, options: ReadCatalogOptions = {}): Promise<Catalog> {
  return (await readCatalogBeside(client, options)).catalog;
}

/** For those who have to know what else was true in the same snapshot. */
export interface ReadBesideOptions extends ReadCatalogOptions {
  /** The server, when it is known already. */
  readonly server?: ServerVersion;
  /** The role that reads the snapshot, as SET ROLE takes it. Default: that of the session. */
  readonly role?: string;
  /** Queries whose rows are wanted from the same snapshot. */
  readonly beside?: readonly string[];
}

interface ServerVersion {
  readonly version: string;
  readonly major: number;
}

/** As {@link readCatalog}, with rows of other queries. */
export async function readCatalogBeside(
  client: ClientBase,
  options: ReadBesideOptions,
): Promise<{ readonly catalog: Catalog; readonly beside: readonly (readonly Row[])[] }> {
  const { schemas = null, historySchema = 'plumbline', statementTimeoutMs = 60_000 } = options;
  const { insideTransaction: inside = false, beside = [], role } = options;
  const frame: ReadingFrame = { inside, statementTimeoutMs };
  const { version, major } = options.server ?? (await readVersion(client, frame));
  const scope: Scope = { schemas, historySchema, serverMajor: major };
  const names = options.annotations === true ? [...rowSetNames, ...annotationSetNames] : rowSetNames;
  const queries = [...names.map((name) => catalogSql(name, scope)), lockedSql(), ...beside];
  const results = await readFramed(client, queries, {
    ...frame,
    isolation: 'repeatable read',
    ...(role === undefined ? {} : { role }),
  });
  const sets = names.map((name, index) => [name, results[index] ?? []]);
  const rows = Object.fromEntries(sets) as unknown as RowSets;
  const [locked = [], ...others] = results.slice(names.length);
  const lookup = lookupOf(rows);
  const texts = await readTexts(client, textWishes(rows, lookup), locked, frame);
  return { catalog: buildCatalog(rows, lookup, texts, { version, schemas }), beside: others };
}

function buildCatalog(
  rows: RowSets,
  lookup: Lookup,
  texts: Texts,
  { version, schemas }: { readonly version: string; readonly schemas: readonly string[] | null },
): Catalog {
  const building = newBuilding(rows, lookup, texts);
  buildDatabase(building, schemas);
  buildTypes(building);
  buildSequences(building);
  buildTables(building);
  buildViews(building);
  buildConstraints(building);
  buildIndexes(building);
  buildAttached(building);
  buildRoutines(building);
  buildAnnotations(building, Number.parseInt(version, 10));
  return {
    layout: 1,
    serverVersion: version,
    objects: inCanonicalOrder(building.objects),
    unread: building.unread.sort(inCodeOrder),
  };
}

async function readVersion(client: ClientBase, frame: ReadingFrame): Promise<ServerVersion> {
  const query = "select current_setting('server_version'), current_setting('server_version_num')";
  const [rows] = await readFramed(client, [query], frame);
  const [version, number] = rows?.[0] ?? [];
  return { version: version?.split(' ')[0] ?? '', major: Math.floor(Number(number) / 10_000) };
}
