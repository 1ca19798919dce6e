import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { StatementChanges } from '../expect/stretch.ts';
import type { Origin } from '../verify/finding.ts';
import { isSameObject } from './difference.ts';

/** What one statement made of an object: what it was afterwards, or null when it was gone. */
export interface Moment {
  readonly origin: Origin;
  readonly object: CatalogObject | null;
}

/** By the identity of an object, everything that the migrations did to it, in order. */
export type Timelines = ReadonlyMap<string, readonly Moment[]>;

export function timelines(changes: readonly StatementChanges[]): Timelines {
  const all = new Map<string, Moment[]>();
  const add = (identity: string, moment: Moment): void => {
    const moments = all.get(identity);
    if (moments === undefined) all.set(identity, [moment]);
    else moments.push(moment);
  };
  for (const { created: _created, changed: _changed, dropped, objects, ...origin } of changes) {
    for (const object of objects) add(identityOf(object), { origin, object });
    for (const identity of dropped) add(identity, { origin, object: null });
  }
  return all;
}

/**
 * The last moment at which an object was as it is now: everything up to there has been done to it.
 *
 * @param live null when it is not there
 * @returns its index; -1 when it was never so
 */
export function reachedMoment(moments: readonly Moment[], live: CatalogObject | null): number {
  return moments.findLastIndex(({ object }) => {
    if (live === null || object === null) return live === object;
    return isSameObject(object, live);
  });
}

/** Whether an object comes and goes within one migration: it says nothing of whether that ran, unless it is there still. */
export function isPassing(identity: string, migration: string, lines: Timelines): boolean {
  const moments = lines.get(identity) ?? [];
  return moments.at(-1)?.object === null && moments.every(({ origin }) => origin.migration === migration);
}

/** What happened to an object after a statement. */
export function momentsAfter(
  identity: string,
  { migration, statement }: Pick<Origin, 'migration' | 'statement'>,
  lines: Timelines,
): readonly Moment[] {
  const moments = lines.get(identity) ?? [];
  const own = moments.findIndex(({ origin }) => origin.migration === migration && origin.statement === statement);
  return moments.slice(own + 1);
}
