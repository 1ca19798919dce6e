import type { Catalog } from '../catalog/catalog.ts';
import { type ReadCatalogOptions, readCatalog } from '../catalog/read-catalog.ts';
import { targetOf } from '../db/connect.ts';
import { type SimpleResult, simpleQuery } from '../db/simple-query.ts';
import type { Parser } from '../declared/parser.ts';
import type { RunBasis } from '../runner/run.ts';
import { serverError } from '../runner/session.ts';
import type { Target } from '../target.ts';
import { type ObjectMap, objectMap } from './catalog-changes.ts';
import { parentTables } from './reaches-beyond.ts';

/** One replay: its connection, and what the scratch database holds by now. */
export interface ReplaySession {
  readonly run: RunBasis;
  readonly parser: Parser;
  readonly reading: ReadCatalogOptions;
  /** What was read last. */
  seen: Seen;
  /** How often the catalog was read. */
  readings: number;
  /** A statement has spoken of `track_counts`: from then on the change mark shows nothing. */
  hidesCounts: boolean;
}

/** The catalog at one moment. */
export interface Seen {
  readonly catalog: Catalog;
  readonly objects: ObjectMap;
  /** Tables that others inherit from, by their names. */
  readonly parents: ReadonlySet<string>;
}

export function seenOf(catalog: Catalog): Seen {
  return { catalog, objects: objectMap(catalog), parents: parentTables(catalog.objects) };
}

/** Reads the catalog as it is now, inside the open transaction or outside of any. What the session has seen stays. */
export async function readNow(session: ReplaySession, inTransaction: boolean): Promise<Seen> {
  session.readings += 1;
  const catalog = await readCatalog(session.run.client, { ...session.reading, insideTransaction: inTransaction });
  return seenOf(withoutOwnOwner(catalog, session.run.facts.role));
}

/** What belongs to the role of the replay belongs, elsewhere, to whoever migrates: that is no part of the schema. */
export function withoutOwnOwner(catalog: Catalog, role: string): Catalog {
  return { ...catalog, objects: catalog.objects.filter((object) => object.kind !== 'owner' || object.role !== role) };
}

/**
 * Sends statements of the replay's own.
 *
 * @throws PlumblineError `server-error`
 */
export async function tell({ run }: ReplaySession, sql: string): Promise<SimpleResult> {
  const result = await simpleQuery(run.client, sql);
  if (result.failure !== null) throw serverError(`run "${sql.slice(0, 60)}" in the scratch database`, result);
  return result;
}

export function targetOfSession({ run }: ReplaySession): Target {
  return targetOf(run.client);
}
