import type { ClientBase } from 'pg';
import { pause } from '../db/pause.ts';
import type { Row } from '../db/row-query.ts';
import { serverFailure } from '../server-failure.ts';
import { lockedSql, textSql } from './catalog-sql.ts';
import { type ReadingFrame, readFramed } from './reading-frame.ts';
import type { TextKind, TextWish } from './text-wishes.ts';

/** The texts that could be read: a place of an object, or undefined. */
export type Texts = (kind: TextKind, oid: string, place: number) => string | undefined;

/** How many objects one message asks about: while it is answered, the server holds a light lock on what it reads. */
const BATCH = 2_000;
const RETRY_AFTER_MS = 100;

/** Locked, deadlocked, dropped while the server looked at it: it says nothing about the object. */
const PASSING: ReadonlySet<string> = new Set([
  '55P03', // lock_not_available
  '40P01', // deadlock_detected
  'XX000', // internal_error: "cache lookup failed", "could not open relation"
]);

/**
 * Asks the server for texts, outside of the snapshot: it writes them from the catalogs as they are now, and locks what
 * they mention. So what somebody has locked is left alone at first; a batch that fails is cut in two until the one that
 * cannot be read is found; what is left over is tried once more after a moment. What cannot be read then is not there.
 *
 * @param lockedFirst what was locked a moment ago
 * @throws pg's error when the server refuses for a reason that does not pass
 */
export async function readTexts(
  client: ClientBase,
  wishes: readonly TextWish[],
  lockedFirst: readonly Row[],
  frame: ReadingFrame,
): Promise<Texts> {
  const found = new Map<TextKind, Map<string, string>>();
  const reading: Reading = { client, frame, found, done: new Set() };
  let left = wishes;
  let locked = lockedFirst;
  for (let attempt = 0; left.length > 0 && attempt < 2; attempt++) {
    if (attempt > 0) {
      await pause(RETRY_AFTER_MS);
      [locked = []] = await readFramed(client, [lockedSql()], frame);
    }
    const free = withoutLocked(left, locked);
    for (let start = 0; start < free.length; start += BATCH) {
      await readBatch(reading, free.slice(start, start + BATCH));
    }
    left = left.filter((wish) => !reading.done.has(wish));
  }
  return (kind, oid, place) => found.get(kind)?.get(keyOf(oid, place));
}

interface Reading {
  readonly client: ClientBase;
  readonly frame: ReadingFrame;
  /** By kind, then by OID and, but for the place 0, place. */
  readonly found: Map<TextKind, Map<string, string>>;
  /** What was answered for. */
  readonly done: Set<TextWish>;
}

/** Leaves out what the server would have to wait for. */
function withoutLocked(wishes: readonly TextWish[], rows: readonly Row[]): readonly TextWish[] {
  if (rows.length === 0) return wishes;
  const locked = new Set(rows.map(([oid]) => oid));
  return wishes.filter(({ oid, locks }) => locks === null || !(locked.has(locks) || locked.has(oid)));
}

async function readBatch(reading: Reading, wishes: readonly TextWish[]): Promise<void> {
  const kinds = byKind(wishes);
  const sets = await ask(reading, kinds);
  if (sets !== null) return keep(reading, kinds, sets);
  if (wishes.length === 1) return;
  const middle = wishes.length >> 1;
  await readBatch(reading, wishes.slice(0, middle));
  await readBatch(reading, wishes.slice(middle));
}

/** One message, one transaction. Null when something in it cannot be read now. */
async function ask({ client, frame }: Reading, wishes: ByKind): Promise<readonly (readonly Row[])[] | null> {
  const queries = [...wishes].map(([kind, byOid]) => textSql(`text-${kind}`, [...byOid.keys()]));
  try {
    return await readFramed(client, queries, frame);
  } catch (error) {
    if (!PASSING.has(serverFailure(error).sqlstate ?? '')) throw error;
    return null;
  }
}

type ByKind = ReadonlyMap<TextKind, ReadonlyMap<string, TextWish>>;

function byKind(wishes: readonly TextWish[]): ByKind {
  const kinds = new Map<TextKind, Map<string, TextWish>>();
  for (const wish of wishes) {
    const byOid = kinds.get(wish.kind) ?? new Map<string, TextWish>();
    byOid.set(wish.oid, wish);
    kinds.set(wish.kind, byOid);
  }
  return kinds;
}

function keep({ found, done }: Reading, wishes: ByKind, sets: readonly (readonly Row[])[]): void {
  for (const [index, [kind, byOid]] of [...wishes].entries()) {
    const texts = found.get(kind) ?? new Map<string, string>();
    found.set(kind, texts);
    for (const [oid, place, version, text] of sets[index] ?? []) {
      const wish = byOid.get(oid ?? '');
      if (text == null || wish === undefined || wish.version !== version) continue;
      texts.set(keyOf(wish.oid, Number(place)), text);
      done.add(wish);
    }
  }
}

function keyOf(oid: string, place: number): string {
  return place === 0 ? oid : `${oid} ${place}`;
}
